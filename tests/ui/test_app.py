import pytest
from streamlit.testing.v1 import AppTest

from ui.navigation import PAGES


def texts(app):
    return " ".join(element.body for element in app.get("html"))


@pytest.mark.parametrize("script", [page.script for page in PAGES])
def test_a_page_run_without_the_app_shows_nothing(script, root):
    app = AppTest.from_file(root / script).run(timeout=30)

    assert not app.exception
    assert len(app.main.children) == 0


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (
            "manager",
            {
                "availability",
                "live",
                "bottlenecks",
                "teams",
                "queues",
                "routing",
                "menu",
                "repeats",
                "recognition",
                "satisfaction",
                "promises",
                "voices",
                "gestures",
                "forecast",
                "at_risk",
                "list_worth",
                "contacts",
                "customer",
                "prevention",
                "data_quality",
                "changes",
                "review",
                "snapshot",
                "mailing",
                "sources",
            },
        ),
        (
            "lead",
            {
                "live",
                "bottlenecks",
                "teams",
                "queues",
                "routing",
                "menu",
                "repeats",
                "recognition",
                "satisfaction",
                "promises",
                "voices",
                "gestures",
                "forecast",
                "at_risk",
                "list_worth",
                "contacts",
                "customer",
                "prevention",
                "data_quality",
                "changes",
                "review",
            },
        ),
        (
            "executive",
            {
                "availability",
                "teams",
                "queues",
                "routing",
                "menu",
                "repeats",
                "satisfaction",
                "promises",
                "voices",
                "gestures",
                "forecast",
                "prevention",
                "data_quality",
                "snapshot",
                "at_risk",
                "list_worth",
                "changes",
            },
        ),
    ],
)
def test_a_role_sees_its_own_pages(role, expected):
    assert {page.key for page in PAGES if role in page.roles} == expected
