"""What the tests of accounts share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_counts():
    """Throttling counts across tests of one process: every test starts at nothing."""
    cache.clear()
    yield
    cache.clear()
