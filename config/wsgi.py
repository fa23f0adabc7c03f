"""The WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# What is loaded by now stays for good: a full collection need not walk it, which takes some 100 ms
# of whichever request it falls into.
gc.collect()
gc.freeze()
