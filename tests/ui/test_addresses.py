import pytest

from tests.apart import awaited
from ui.addresses import LeadToPages, leads_to


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/pages/week/queues", "../../queues"),
        ("/pages/admin/sources.py", "../../sources"),
        ("/contacts/12", "../"),
        ("/pages/week/queues/", "../../../queues"),
        ("/queues", None),
        ("/queues/", None),
        ("/", None),
        ("/static/js/index.js", None),
        ("/app/static/fonts/inter.woff2", None),
        ("/queues/_stcore/health", None),
        ("//elsewhere/queues", None),
    ],
)
def test_an_address_with_folders_leads_to_the_page_that_it_names(path, expected):
    assert leads_to(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/moked/queues", None), ("/moked/pages/week/queues", "../../queues"), ("/other/queues", None)],
)
def test_the_folder_of_the_app_itself_does_not_count(path, expected):
    assert leads_to(path, "moked") == expected


def answered(accept, query=b""):
    """What the middleware sends, and "passed on" where it leaves the answer to the app."""
    sent = []

    async def app(scope, receive, send):
        sent.append("passed on")

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/pages/week/queues",
        "query_string": query,
        "headers": [(b"accept", accept)],
    }
    awaited(LeadToPages(app)(scope, None, send))
    return sent


def test_who_is_led_to_a_page_keeps_the_filters():
    start, _body = answered(b"text/html,*/*;q=0.8", b"queue=NW&period=6w")

    assert start["status"] == 307
    assert dict(start["headers"])[b"location"] == b"../../queues?queue=NW&period=6w"


def test_what_a_page_fetches_is_not_led_anywhere():
    assert answered(b"*/*") == ["passed on"]
