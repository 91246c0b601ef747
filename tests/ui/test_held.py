"""What [access] says holds from start to start; what is taken away from it is gone at once."""

from types import SimpleNamespace

import pytest

from settings import load
from settings.serving import serving
from store.read import Viewer
from ui import served, whose
from ui.identity import Stranger
from ui.scene import scene

PROXY = """
[access.proxy]
addresses = ["10.0.0.5"]
account_header = "X-Auth-Email"
role_header = "X-Auth-Roles"
"""
START = """
[access]
sign_in = "proxy"
smallest_group = 5
may_show = ["manager"]
[access.roles]
manager = ["cc-managers"]
lead = ["cc-leads"]
"""


@pytest.fixture
def started(tmp_path, monkeypatch):
    """Moked, started by the settings above; what is given to it is written over them while it runs."""
    path = tmp_path / "moked.toml"
    path.write_text(START + PROXY)
    monkeypatch.setenv("MOKED_CONFIG", str(path))
    monkeypatch.setenv("MOKED_DATA", str(tmp_path / "data"))
    for name, value in serving("127.0.0.1", is_open=False)["environment"].items():
        monkeypatch.setenv(name, value)

    def write(*changes):
        text = START + PROXY
        for before, after in changes:
            text = text.replace(before, after)
        path.write_text(text)

    return write


@pytest.fixture
def who(started, monkeypatch):
    """Who Dana is, by the roles that the proxy says, after a change of the settings."""

    def said(roles, *changes):
        started(*changes)
        claims = {"moked_account": "dana@example.com", "moked_role": roles}
        monkeypatch.setattr(whose.st, "user", SimpleNamespace(to_dict=lambda: claims))
        return whose.viewer()

    return said


@pytest.mark.parametrize(
    ("change", "roles", "role"),
    [
        (('["cc-managers"]', '["cc-managers", "cc-leads-too"]'), "cc-leads-too", None),
        (('lead = ["cc-leads"]', 'admin = ["cc-leads"]'), "cc-leads", None),
        (('lead = ["cc-leads"]', ""), "cc-leads", None),
        (('lead = ["cc-leads"]', 'executive = ["board"]'), "board", None),
        (('lead = ["cc-leads"]', ""), "cc-managers", "manager"),
    ],
    ids=["one value more", "another role", "taken away", "one role more", "another's taken away"],
)
def test_roles_are_given_by_a_start_and_taken_away_at_once(who, change, roles, role):
    found = who(roles, change)

    assert (found.role if isinstance(found, Viewer) else None) == role
    assert role or found == Stranger("unknown", "dana@example.com")


def test_another_header_or_admin_holds_from_the_next_start_on(started):
    started(("group = 5", 'group = 5\nadmins = ["dana@example.com"]'), ("X-Auth-Email", "X-Email"))
    access = served.held(load()).access

    assert (access.admins, access.proxy.account_header) == ([], "X-Auth-Email")


@pytest.mark.parametrize(
    ("change", "shows", "smallest"),
    [
        (("group = 5", "group = 1"), ["manager"], 5),
        (("group = 5", "group = 9"), ["manager"], 9),
        (('["manager"]', '["manager", "lead"]'), ["manager"], 5),
        (('["manager"]', '["lead"]'), [], 5),
    ],
    ids=["smaller groups", "larger groups", "who may show", "who may show no more"],
)
def test_more_is_shown_from_the_next_start_on_and_less_at_once(who, change, shows, smallest):
    access = scene(who("cc-managers", change)).settings.access

    assert (access.may_show, access.smallest_group) == (shows, smallest)
