from datetime import timedelta

import polars as pl
import pytest

from settings import load
from store import publish
from store.ingest import begin
from store.opened import open_store
from store.read import Viewer
from store.schema import AGENTS, CUSTOMERS, empty
from tests.factories import NOON, ZONE
from tests.store.sent import Sent
from tests.store.tracing import call, identity, refresh, sent
from ui.customer.asking import said
from ui.customer.finding import Found, Hit, part, search, whole
from ui.customer.person import person
from ui.markup import plain
from ui.scene import Scene

MANAGER, EXECUTIVE = Viewer("Dana", "manager"), Viewer("Noa", "executive")
LEAD, OUTSIDER = (Viewer("Rina", "lead", frozenset({team})) for team in ("North", "South"))
HOUR, DAYS_AGO = timedelta(hours=1), NOON - timedelta(days=9)
SHARED = "+97235550000"
STORED = pl.DataFrame({"value": ["+972505550348", "c77@mail.example", "CRM-0348", "054***0348"]})


def rows(table, *given):
    return pl.DataFrame([{"version": 1, **one} for one in given], schema=empty(table).schema)


def record(source, customer, **given):
    begun = {"source": source, "customer_id": f"{source}:{customer}", "valid_from": DAYS_AGO}
    return begun | given


@pytest.fixture(scope="module")
def look(tmp_path_factory):
    """Anna is known to two sources; six neighbours share one number; `look(viewer)` is the scene."""
    folder = tmp_path_factory.mktemp("people")
    config = folder / "moked.toml"
    config.write_text(f'[site]\ntimezone = "{ZONE}"\n')
    settings = load(config, folder / "data")
    store = open_store(settings)
    begin(store, NOON)
    neighbours = [identity("bank", f"n{n}", SHARED) for n in range(6)]
    own = [identity("bank", "anna", "+972505550348"), identity("bank", "anna", "anna@x.example", "email")]
    own.append(identity("bank", "zoe", "zoe@x.example", "email"))
    bank = sent("bank", [call("1", at=NOON - 2 * HOUR), call("2", customer="lone")], [*own, *neighbours])
    ways = [identity("shop", "a9", "+972505550348"), identity("shop", "b9", "anna@x.example", "email")]
    ways += [identity("shop", "z1", "zoe@x.example", "email")]
    shop = sent("shop", [call("9", customer="a9", source="shop", at=NOON - HOUR)], ways)
    names = [record("bank", "anna", name='Anna "Nut" Regev', plan="Fibre 500", language="he")]
    names += [record("bank", f"n{n}", name=f"Neighbour {n}") for n in range(6)]
    names += [record("bank", "zoe", name="Zoe")]
    names += [record("bank", f"k{n:02}", name=f"Kim {n:02}") for n in range(20)]
    agent = {"source": "bank", "agent_id": "bank:DORIT", "valid_from": DAYS_AGO, "team": "North"}
    of_bank = {"customers": rows(CUSTOMERS, *names), "agents": rows(AGENTS, agent)}
    of_shop = {"customers": rows(CUSTOMERS, record("shop", "a9", name="A. Regev", language="ru"))}
    assert refresh(store, "bank", Sent(bank.tables | of_bank))
    assert refresh(store, "shop", Sent(shop.tables | of_shop))
    yield lambda viewer: Scene(settings, store, viewer, publish.newest(store.state), NOON)
    store.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("050-555 0348", ["+972505550348"]),
        ("+972 50 5550348", ["+972505550348"]),
        ("00972505550348", ["+972505550348"]),
        ("+50 5550348", []),
        ("5550348", []),
        ("0348", []),
        ("C77@Mail.Example ", ["c77@mail.example"]),
        ("crm-0348", ["CRM-0348"]),
        ("054***0348", ["054***0348"]),
    ],
    ids=[
        "national",
        "international",
        "with two zeros",
        "of another country",
        "longer before it than a country",
        "the last digits",
        "an address",
        "an external number",
        "hidden as it is stored",
    ],
)
def test_a_number_is_found_however_it_is_written(typed, found):
    assert STORED.filter(whole(typed))["value"].to_list() == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("050***0348", ["+972505550348"]),
        ("***0348", ["+972505550348"]),
        ("0348", ["+972505550348"]),
        ("051***0348", []),
        ("48", []),
        ("anna", []),
    ],
    ids=["hidden in the middle", "hidden before", "the last digits", "another", "too few", "a name"],
)
def test_a_number_known_in_part_fits_all_that_it_may_be(typed, found):
    assert STORED.filter(part(typed))["value"].to_list() == found


@pytest.mark.parametrize(
    "typed", ["anna", "bank:anna", "a9", "0505550348", "ANNA@x.example", 'anna "nut', "a. regev"]
)
def test_a_person_of_two_sources_is_found_once(look, typed):
    found = search(look(MANAGER), typed)

    assert found.total == 1
    assert found.people[0].name in {"A•••• •••• R••••", "A•••• R••••"}


def test_a_person_whose_other_record_has_the_name_is_called_by_it(look):
    assert [hit.name for hit in search(look(MANAGER), "z1").people] == ["Z••••"]


def test_a_shared_number_identifies_nobody_and_all_are_listed(look):
    found = search(look(MANAGER), SHARED)

    assert [hit.name for hit in found.people] == ["N•••• ••••"] * 6
    assert said(found) == "6 customers share it, so it identifies nobody. It may be one of them."


def test_many_of_one_name_are_counted_and_the_cut_is_said(look):
    found = search(look(MANAGER), "kim")

    assert (len(found.people), found.total) == (12, 20)
    assert said(found) == (
        "20 customers are called so. The first 12 are shown; type more of it, or the name."
    )


def test_a_customer_of_whom_only_contacts_are_known_is_found_by_the_number(look):
    assert search(look(MANAGER), "lone") == Found((Hit("bank:lone", "", ""),), 1, "id")


@pytest.mark.parametrize("typed", ["", "  ", "zz", "<script>", "[", "(", "$x$", "*", "\\"])
def test_what_nobody_is_called_finds_nobody(look, typed):
    assert search(look(MANAGER), typed).total == 0


@pytest.mark.parametrize(
    ("viewer", "names"),
    [(MANAGER, 1), (LEAD, 1), (OUTSIDER, 0), (EXECUTIVE, 0)],
    ids=["a manager", "the team's lead", "another team's lead", "an executive"],
)
def test_who_may_not_know_a_customer_finds_and_opens_nothing(look, viewer, names):
    scene = look(viewer)

    assert search(scene, "0505550348").total == names
    assert (person(scene, "bank:anna") is not None) == bool(names)


def test_a_person_is_read_whole_from_either_record(look):
    of = person(look(MANAGER), "shop:a9")

    assert of is not None
    assert of.ids == ("bank:anna", "shop:a9", "shop:b9")
    assert of.contacts["contact_id"].to_list() == ["bank:1", "shop:9"]
    assert {one["language"] for one in of.records} == {"he", "ru"}
    assert [(way.kind, way.shared_by) for way in of.ways] == [("phone", 2), ("email", 2)]


def test_what_a_neighbour_shares_makes_no_one_person(look):
    of = person(look(MANAGER), "bank:n1")

    assert of is not None
    assert of.ids == ("bank:n1",)
    assert [way.shared_by for way in of.ways] == [6]


def test_nothing_is_known_of_an_unknown_number(look):
    assert person(look(MANAGER), "bank:nobody") is None
    assert person(look(MANAGER), "") is None


def test_a_label_keeps_what_markdown_would_change():
    assert plain("*a* $b$ [c](d)") == r"\*a\* \$b\$ \[c\]\(d\)"
    assert plain("&lt;") == r"\&lt;"
    assert plain("a\n\nb") == "a b"
    assert plain(":home:").replace("\u2060", "|") == r"\:|home\:"
