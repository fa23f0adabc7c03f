"""What must never happen on any page."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

#: Chromium notes a refused form in its console; our pages answer these on purpose.
EXPECTED = re.compile(r"Failed to load resource: .* status of (409|410|422) ")
#: What the site is allowed to answer to what the tests do.
FINE = {200, 204, 302, 303, 304, 409, 410, 422}


class Watch:
    """Collects troubles of browser contexts: console, scripts, hosts, statuses."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.troubles: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A violated content security policy is reported here too.
        if message.type in ("error", "warning") and not EXPECTED.match(message.text):
            self.troubles.append(f"console: {message.text}")

    def _error(self, error: WebError) -> None:
        self.troubles.append(f"script: {error.error}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.origin + "/", "data:")):
            self.troubles.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status not in FINE:
            self.troubles.append(f"{response.status}: {response.url}")
