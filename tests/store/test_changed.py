"""Settings that change are written into the audit log."""

from datetime import UTC, datetime, timedelta

import pytest

from settings import load
from store import changed
from store.audit import Sought, entries

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
BEFORE = """
[[targets]]
metric = "service_level"
value = 0.8
"""
AFTER = """
[mail]
host = "mail.example.com"
user = "moked"
password = "hush-hush"
from = "moked@example.com"
[access]
smallest_group = 8
[[targets]]
metric = "service_level"
value = 0.85
[[targets]]
metric = "wait_p90"
value = 120
queue = "Billing"
since = 2026-03-01
"""

SIGN_IN = """
[site]
address = "https://moked.example.com"
[retention]
contacts_days = 400
[access]
sign_in = "oidc"
[access.roles]
manager = ["cc-managers"]
[access.oidc]
metadata = "https://login.example.com/.well-known/openid-configuration"
client_id = "hush-hush"
client_secret = "hush-hush"
role_claim = "groups"
"""


@pytest.fixture
def settings(tmp_path):
    def of(words):
        (tmp_path / "moked.toml").write_text(words)
        return load(tmp_path / "moked.toml", tmp_path / "data")

    return of


@pytest.mark.both_databases
def test_what_settings_say_otherwise_is_written_down_once(state, settings):
    first = changed.note(state, settings(BEFORE), NOON)
    second = changed.note(state, settings(AFTER), NOON + timedelta(1))
    again = changed.note(state, settings(AFTER), NOON + timedelta(2))
    found = {(one.about.kind, one.about.subject): one.detail for one in entries(state, Sought())}

    assert (first, second, again) == (0, 3, 0)
    assert found == {
        ("target", "service_level"): "0.8 → 0.85",
        ("target", "wait_p90 of queue Billing since 2026-03-01"): "– → 120",
        ("setting", "access.smallest_group"): "5 → 8",
    }
    assert {(one.account, one.act) for one in entries(state, Sought())} == {("moked.toml", "changed")}


def test_no_secret_is_among_what_is_watched(settings):
    assert "hush" not in str(changed.told(settings(AFTER)))
    assert "hush" not in str(changed.told(settings(SIGN_IN)))


def test_how_people_sign_in_and_how_long_rows_are_kept_is_watched(settings):
    told = changed.told(settings(SIGN_IN))

    assert (told["access.oidc.role_claim"], told["retention.contacts_days"]) == ('"groups"', "400")
