"""One template, two bodies: the page, or the part of it that htmx asks for."""

from accounts.http import OpenRequest


def part_of(request: OpenRequest, template: str, part: str) -> str:
    """The template, or its partial `part` for an htmx request (but for a restored history)."""
    fragment = request.htmx and not request.htmx.history_restore_request
    return f"{template}#{part}" if fragment else template
