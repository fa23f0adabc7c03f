"""How often one address may ask for something without an account.

Counted in the cache, for one window of time, under a keyed digest: no address is written anywhere,
and of the digest nothing is left when the window is over.
"""

import time
from ipaddress import ip_address

from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def asks_too_often(request: HttpRequest, action: str, *, most: int, seconds: int) -> bool:
    """Count one more, and say whether it is more than `most` in this window of `seconds`.

    By the address that the trusted proxies saw (docs/deploying.md); of IPv6 by the network. The
    machine itself is not counted: it is no visitor, but a proxy that nobody told of.
    """
    address = get_ip(request)
    if _is_this_machine(address):
        return False
    window = int(time.time() // seconds)
    name = salted_hmac(f"throttle:{action}:{window}", address, algorithm="sha256").hexdigest()
    cache.add(name, 0, timeout=seconds)
    try:
        return cache.incr(name) > most
    except ValueError:
        # It expired between the two: a new window has begun.
        return False


def _is_this_machine(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
