"""The browser tests fill and empty a database: never someone's own."""

import pytest
from django.db import connection

from tests.browser.conftest import refuse_a_real_database

pytestmark = pytest.mark.browser


@pytest.mark.django_db
def test_a_test_database_is_used():
    # Marked, so that running this folder alone makes a test database at all.
    refuse_a_real_database()


def test_any_other_database_is_refused(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "/home/ada/limber.sqlite3")
    with pytest.raises(pytest.fail.Exception, match="no test database"):
        refuse_a_real_database()
