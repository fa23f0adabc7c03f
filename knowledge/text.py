"""Mark words for translation without importing Django."""


def gettext_noop(message: str) -> str:
    """Return `message` unchanged; `makemessages` collects it, templates translate it."""
    return message
