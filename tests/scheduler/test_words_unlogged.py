"""An error whose own words hold a customer's reaches no log with them."""

import logging

import pytest

from scheduler.refresh import sentence


def test_an_unforeseen_error_is_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    try:
        int("zanzibar 050-555-0123")
    except ValueError as error:
        said = sentence(error)

    assert "ValueError" in caplog.text
    assert "test_words_unlogged.py:" in caplog.text
    assert "zanzibar" not in caplog.text + said
    assert caplog.records[0].levelno == logging.ERROR
    assert caplog.records[0].exc_info is None
