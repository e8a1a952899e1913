"""The search for cycles pauses while articles are read, and never for longer."""

import gc

import pytest

from selon.extract.pause import without_collection


def test_the_search_for_cycles_pauses_and_goes_on() -> None:
    assert gc.isenabled()
    with without_collection():
        assert not gc.isenabled()
        with without_collection():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_search_for_cycles_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="no article"), without_collection():
        raise ValueError("no article")
    assert gc.isenabled()


def test_where_nobody_searches_for_cycles_nobody_begins_to() -> None:
    gc.disable()
    try:
        with without_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
