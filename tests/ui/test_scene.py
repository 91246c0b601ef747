"""What a page looks at is for who is signed in now, in what draws itself anew as well."""

import pytest
from streamlit.testing.v1 import AppTest

from store.asked import Viewer
from ui import served, whose
from ui.identity import Stranger

DANA = Viewer("Dana", "manager", account="dana@example.com")


def page():
    import streamlit as st  # noqa: PLC0415 (AppTest runs the body on its own)

    from store.asked import Viewer  # noqa: PLC0415
    from ui.scene import scene  # noqa: PLC0415

    scene(Viewer("Dana", "manager", account="dana@example.com"))
    st.write("figures")


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (DANA, ["figures"]),
        (Stranger("expired", "dana@example.com"), []),
        (Viewer("Dana", "lead", frozenset({"Cards"}), "dana@example.com"), []),
    ],
    ids=["the same", "signed in no more", "of another role by now"],
)
def test_who_is_somebody_else_by_now_sees_nothing_further(now, shown, tmp_path, monkeypatch):
    monkeypatch.setenv("MOKED_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(served, "way", lambda: "oidc")
    monkeypatch.setattr(whose, "viewer", lambda: now)
    app = AppTest.from_function(page, default_timeout=60).run()

    assert not app.exception
    assert [told.value for told in app.markdown] == shown
