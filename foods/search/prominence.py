"""Which of equal finds comes first: everyday before brand, raw before processed. Pure."""

from typing import Final

#: The least everyday a food can be.
LAST: Final = 99


def prominence(*, name: str, source: str, data_type: str = "", brand: str = "") -> int:
    """How late a food comes among equal finds, 0 (most everyday) to `LAST`."""
    if brand or data_type == "branded":
        return 60
    return 0 if source == "limber" else 20
