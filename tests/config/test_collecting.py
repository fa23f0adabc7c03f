"""The server's long-lived objects are left aside by full collections."""

import gc

import pytest

from config.collecting import YOUNG, settle


@pytest.fixture
def as_before():
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def test_what_is_loaded_is_left_aside(as_before):
    settle()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] == YOUNG


def test_garbage_is_still_collected(as_before):
    settle()
    one: list[object] = []
    one.append(one)
    del one
    assert gc.collect() >= 1


def test_the_server_settles_once_it_is_loaded(monkeypatch):
    import importlib

    from config import collecting, wsgi

    called = []
    monkeypatch.setattr(collecting, "settle", lambda: called.append(True))
    importlib.reload(wsgi)
    assert called == [True]
