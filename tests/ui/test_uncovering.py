"""Who a customer is: covered at first, uncovered by a click that is written down, until one leaves."""

from datetime import timedelta

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from settings import load
from settings.access import Access
from store import audit
from store.audit import About, Sought, entries
from store.opened import open_store
from store.read import Filters, ReadError, Viewer, open_reading
from store.schema import CUSTOMERS, IDENTITIES, empty
from store.state import StateError
from tests.factories import NOON, ZONE
from tests.store.sent import Sent
from tests.store.tracing import call, identity, refresh, sent

NUMBER, MAIL = "+972505550348", "anna.bar@mail.example"
SECRETS = ("Anna", "Barlev", "505550348", "anna.bar")
SETTINGS = f'now = {NOON.isoformat()}\n[site]\ntimezone = "{ZONE}"\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Anna, whose name and numbers are known, and Kim; each called once."""
    place = tmp_path_factory.mktemp("uncovering")
    (place / "moked.toml").write_text(SETTINGS)
    store = open_store(load(place / "moked.toml", place / "data"))
    named = [
        {"source": "bank", "version": 1, "customer_id": f"bank:{one}", "name": name}
        | {"valid_from": NOON - timedelta(9)}
        for one, name in (("anna", "Anna Barlev"), ("kim", "Kim"))
    ]
    ways = [identity("bank", "anna", NUMBER), identity("bank", "anna", MAIL, "email")]
    ways += [identity("bank", "kim", "+97231"), identity("bank", "kim2", "kim@x.example", "email")]
    ways.append(identity("bank", "kim", "kim@x.example", "email"))
    told = sent("bank", [call("1"), call("2", "kim")], ways)
    people = {"customers": pl.DataFrame(named, schema=empty(CUSTOMERS).schema)}
    assert refresh(store, "bank", Sent(told.tables | people))
    store.close()
    return place


@pytest.fixture
def centre(folder, monkeypatch):
    """Open the store, its audit log empty."""
    monkeypatch.setenv("MOKED_CONFIG", str(folder / "moked.toml"))
    monkeypatch.setenv("MOKED_DATA", str(folder / "data"))
    store = open_store(load())
    audit.trim(store.state, NOON + timedelta(9_999))
    yield store
    store.close()


def opened(role, asked):
    import runpy  # noqa: PLC0415 (AppTest runs the body on its own)

    import streamlit as st  # noqa: PLC0415

    from store.read import Viewer  # noqa: PLC0415
    from ui import navigation, session  # noqa: PLC0415
    from ui.customer import uncovering  # noqa: PLC0415

    with session.entered(Viewer("Dana", role, account="dana@example.com")):
        st.navigation(navigation.menu(role))
        if not st.query_params and asked:
            st.query_params.from_dict(asked)
        if st.session_state.pop("elsewhere", False):
            uncovering.left("queues")
        runpy.run_path(str(navigation.ROOT / "pages/customers/customer.py"))


def look(role="manager", customer="bank:anna"):
    app = AppTest.from_function(opened, default_timeout=90, args=(role, {"id": customer})).run()
    assert not app.exception, app.exception
    return app


def everything(app):
    """All words that are sent to the browser."""
    words = [element.proto.body for element in app.get("html")]
    return " ".join([*words, *(f"{one.label} {one.help}" for one in app.button)])


def button(app, label):
    return next(one for one in app.button if one.label == label)


def showed(store):
    return [(one.account, one.about) for one in entries(store.state, Sought(act="showed"))]


def test_nothing_that_names_a_customer_is_sent_before_a_click(centre):
    shown = everything(look())

    assert "A•••• B••••" in shown
    assert "•••• 0348" in shown
    assert "a••••@m••••.example" in shown
    assert [word for word in SECRETS if word in shown] == []
    assert showed(centre) == []


def test_a_click_shows_and_is_written_down_once_however_often_the_page_is_drawn(centre):
    app = button(look(), "Show").click().run()
    shown = everything(app.run())

    assert "Anna Barlev" in shown
    assert NUMBER in shown
    assert MAIL in shown
    assert showed(centre) == [("dana@example.com", About("customer", "bank:anna"))]


def test_who_is_known_by_two_ids_is_seen_and_shown_by_both(centre):
    button(look(customer="bank:kim2"), "Show").click().run()

    found = sorted((one.act, one.about.subject) for one in entries(centre.state, Sought()))
    assert found == [(act, f"bank:{who}") for act in ("saw", "showed") for who in ("kim", "kim2")]


def test_another_customer_is_covered_and_so_is_the_first_one_afterwards(centre):
    app = button(look(), "Show").click().run()
    app.query_params["id"] = "bank:kim"
    other = everything(app.run())
    app.query_params["id"] = "bank:anna"

    assert "K••••" in other
    assert "Anna Barlev" not in everything(app.run())


def test_who_goes_to_another_page_finds_everybody_covered(centre):
    app = button(look(), "Show").click().run()
    app.session_state["elsewhere"] = True

    assert "Anna Barlev" not in everything(app.run())


def test_what_was_shown_can_be_covered_again(centre):
    app = button(look(), "Show").click().run()

    assert "Anna Barlev" not in everything(button(app, "Cover again").click().run())


def test_what_cannot_be_written_down_is_not_shown(centre, monkeypatch):
    app = look()
    monkeypatch.setattr("ui.audited.did", refused)
    shown = everything(button(app, "Show").click().run())

    assert "Nothing is shown, because it cannot be written down who looked: The disk is full." in shown
    assert "Anna Barlev" not in shown


def test_nobody_is_shown_where_it_cannot_be_written_down_who_looked(centre, monkeypatch):
    monkeypatch.setattr("store.audit.note", refused)
    shown = everything(look())

    assert "It cannot be written down who looked: The disk is full." in shown
    assert "B••••" not in shown
    assert "contact" not in shown.split("It cannot")[0]


def refused(*_given):
    raise StateError("The disk is full.")


def test_a_role_that_may_not_finds_no_way_to_uncover(centre, folder):
    app = button(look(), "Show").click().run()
    (folder / "moked.toml").write_text(f'{SETTINGS}[access]\nmay_show = ["lead", "admin"]\n')
    shown = everything(app.run())
    (folder / "moked.toml").write_text(SETTINGS)

    assert "your role may not uncover them" in shown
    assert "Anna Barlev" not in shown
    assert [one.label for one in app.button if one.label == "Show"] == []


def test_the_store_gives_nobody_uncovered_to_whom_the_settings_do_not_name(centre, folder):
    settings = load().model_copy(update={"access": Access(may_show=["admin"])})
    filters = Filters(as_of=NOON)
    manager, admin = (
        open_reading(centre, settings, Viewer("Dana", role), filters) for role in ("manager", "admin")
    )

    assert manager.rows(CUSTOMERS).collect()["name"].sort().to_list() == ["A•••• B••••", "K••••"]
    assert manager.records().collect()["name"].sort().to_list() == ["A•••• B••••", "K••••"]
    assert admin.plain(CUSTOMERS).collect()["name"].sort().to_list() == ["Anna Barlev", "Kim"]
    with pytest.raises(ReadError, match="may not uncover"):
        manager.plain(IDENTITIES)
    with pytest.raises(ReadError, match="may not uncover"):
        manager.ways(pl.lit(value=True), is_plain=True)
