"""What a page looks at is for who is signed in now, in what draws itself anew as well."""

import pytest
from streamlit.runtime.scriptrunner import StopException

from store.asked import Viewer
from ui import served, whose
from ui.identity import Stranger
from ui.scene import scene

DANA = Viewer("Dana", "manager", account="dana@example.com")


@pytest.mark.parametrize(
    "now",
    [
        Stranger("expired", "dana@example.com"),
        Viewer("Dana", "lead", frozenset({"Cards"}), "dana@example.com"),
    ],
    ids=["signed in no more", "of another role by now"],
)
def test_who_is_somebody_else_by_now_sees_nothing_further(now, monkeypatch):
    monkeypatch.setattr(served, "way", lambda: "oidc")
    monkeypatch.setattr(whose, "viewer", lambda: now)

    with pytest.raises(StopException):
        scene(DANA)


def test_who_is_the_same_goes_on(tmp_path, monkeypatch):
    monkeypatch.setenv("MOKED_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(served, "way", lambda: "oidc")
    monkeypatch.setattr(whose, "viewer", lambda: DANA)

    assert scene(DANA).viewer == DANA
