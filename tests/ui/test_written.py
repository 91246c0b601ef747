"""Every click that writes asks anew who it is, before it looks at anything else."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from ui.bottlenecks import acting as of_alerts
from ui.bottlenecks import quiet
from ui.customer import uncovering
from ui.growing import change
from ui.promises import closing, marks
from ui.risk import acting as of_risk
from ui.voices import clicks
from ui.written import asked_anew

WRITERS = (
    *(closing._take, closing._give, closing._finish, closing._reopen, marks._write, change._begin),
    *(change._write, clicks._clicked, clicks._taken_back, clicks._named, quiet._plan, quiet._lift),
    *(of_alerts._act, of_alerts._hand, of_alerts._write, of_alerts._silence, uncovering._show),
    *(of_risk._write, of_risk._give, of_risk._date, of_risk._note),
)


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: f"{write.__module__}.{write.__name__}")
def test_a_click_that_writes_asks_who_it_is(write: Callable[..., None]) -> None:
    assert write.__code__ is asked_anew(print).__code__  # type: ignore[attr-defined]


def drawn(now: str, fails: bool) -> None:
    from unittest import mock  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from store.state import StateError  # noqa: PLC0415
    from ui import session, written  # noqa: PLC0415
    from ui.identity import Stranger  # noqa: PLC0415

    dana = Viewer("Dana", "manager", account="dana@example.com")
    lead = Viewer("Dana", "lead", frozenset({"Cards"}), "dana@example.com")
    who = {"Dana": dana, "a lead": lead, "nobody": Stranger("expired"), "unknown": Stranger("unreachable")}

    def write() -> None:
        if fails:
            raise StateError("The disk is full")
        st.session_state["written"] = True

    def click() -> None:
        with (
            mock.patch("ui.served.way", return_value="proxy"),
            mock.patch("ui.whose.viewer", return_value=who[now]),
        ):
            written.asked_anew(write)()

    with session.entered(dana):
        written.refused()
        st.button("Write", on_click=click)


@pytest.mark.parametrize(
    ("now", "fails", "said"),
    [
        ("Dana", False, ""),
        ("a lead", False, "your sign-in or your role changed after this page was drawn."),
        ("nobody", False, "your sign-in or your role changed after this page was drawn."),
        ("unknown", False, "who you are cannot be looked up just now."),
        ("Dana", True, "because the database failed: The disk is full"),
    ],
    ids=["the same", "another role", "signed out", "no database for roles", "no database to write"],
)
def test_who_is_not_who_the_page_was_drawn_for_is_told_and_writes_nothing(
    now: str, fails: bool, said: str
) -> None:
    app = AppTest.from_function(drawn, default_timeout=30, args=(now, fails)).run()
    app.button[0].click().run()
    shown = " ".join(element.proto.body for element in app.get("html"))
    again = " ".join(element.proto.body for element in app.run().get("html"))

    assert said in shown
    assert ("Nothing was written" in shown, "written" in app.session_state) == (bool(said), not said)
    assert "Nothing was written" not in again
