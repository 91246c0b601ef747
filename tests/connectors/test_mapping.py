from pathlib import Path

import pytest

from tests.connectors.fetched import CONTACTS, LEGS, ROWS, fetch, files, write

GOOD = ["desk:c1", "desk:c2", "desk:c3"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "calls.csv", *ROWS)
    return tmp_path


def select(contacts: str) -> dict[str, str]:
    return {"contacts": contacts}


def test_rules_are_named_and_counted_and_the_first_one_counts(folder: Path) -> None:
    rules = [
        {"name": "support", "where": "queue = 'support'"},
        {"name": "everything short", "where": "wait < 20"},
    ]

    fetched = fetch(files(folder, exclude=rules, types={"wait": "BIGINT"}))

    assert fetched.ids() == ["desk:c2"]
    assert fetched.excluded == {"support": 1, "everything short": 1}


def test_an_excluded_row_may_hold_anything(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,never,phantom,abc,nonsense")

    fetched = fetch(
        files(tmp_path, types={"wait": "BIGINT"}, exclude=[{"name": "p", "where": "queue = 'phantom'"}])
    )

    assert fetched.excluded == {"p": 1}
    assert fetched.quarantined.is_empty()


def test_rows_that_no_select_takes_are_counted(folder: Path) -> None:
    sales = {"contacts": CONTACTS + "WHERE queue = 'sales'", "legs": LEGS + "WHERE wait = '12'"}

    fetched = fetch(files(folder, select=sales))

    assert fetched.ids() == GOOD[:2]
    assert fetched.excluded == {"no SELECT takes it": 1}


def test_rows_on_which_a_select_fails_are_found_and_set_aside(tmp_path: Path) -> None:
    rows = [f"c{n},2026-03-02 09:00:00,sales,{n},answered" for n in range(1000)]
    rows[17], rows[800] = rows[17].replace("2026", "MMXX"), rows[800].replace("2026", "20,6")[:-9]
    write(tmp_path / "calls.csv", *rows)
    contacts = CONTACTS.replace("start AS", "CAST(start AS TIMESTAMP) AS")

    fetched = fetch(files(tmp_path, select={"contacts": contacts, "legs": LEGS}))

    assert (fetched.read, fetched.loaded) == (1000, 998)
    assert list(fetched.reasons) == [19, 802]
    assert fetched.reasons[19] == (
        "the SELECT of contacts cannot take it: 'MMXX-03-02 09:00:00' is not a date and time"
    )


def test_a_rule_that_fails_on_a_row_sets_it_aside(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,2026-03-02 09:00,sales,abc,answered")

    fetched = fetch(files(tmp_path, exclude=[{"name": "long", "where": "CAST(wait AS INT) > 30"}]))

    assert fetched.excluded == {"long": 1}
    assert fetched.reasons[5] == "a rule of exclude cannot take it: 'abc' is not a whole number"


def test_a_contact_may_be_made_of_several_rows(tmp_path: Path) -> None:
    write(
        tmp_path / "legs.csv",
        "c1,2026-03-02 09:00:00,sales,12,overflow",
        "c1,2026-03-02 09:00:12,support,30,answered",
        "c2,2026-03-02 09:01:00,sales,1,vanished",
        "c3,2026-03-02 09:02:00,sales,1,overflow",
        "c3,2026-03-02 09:02:00,support,1,vanished",
    )
    contacts = """
        SELECT list(_row) AS source_row, id AS contact_id, 'voice' AS channel, 'inbound' AS direction,
            min(start) AS started_at
        FROM rows GROUP BY id ORDER BY id
    """
    legs = LEGS.replace("1 AS leg_no", "row_number() OVER (PARTITION BY id ORDER BY _row) AS leg_no")

    fetched = fetch(files(tmp_path, select={"contacts": contacts, "legs": legs}))

    assert fetched.ids() == ["desk:c1", "desk:c3"]
    assert fetched.table("legs").select("contact_id", "leg_no", "wait_ms").sort(
        "contact_id", "leg_no"
    ).rows() == [
        ("desk:c1", 1, 12_000),
        ("desk:c1", 2, 30_000),
        ("desk:c3", 1, 1_000),
    ]
    assert (fetched.read, fetched.loaded, sorted(fetched.reasons)) == (5, 3, [4, 6])


def test_views_are_shared_by_all_selects(folder: Path) -> None:
    views = {"sales": "SELECT * FROM rows WHERE queue = 'sales'"}
    selects = {"contacts": CONTACTS.replace("FROM rows", "FROM sales"), "legs": LEGS.replace("rows", "sales")}

    assert fetch(files(folder, views=views, select=selects)).ids() == GOOD[:2]


@pytest.mark.parametrize(
    ("contacts", "reads"),
    [
        (CONTACTS, [2, 1]),
        (CONTACTS + "WHERE queue <> 'none'", [2, 1]),
        (CONTACTS + "QUALIFY row_number() OVER (PARTITION BY id) = 1", [3]),
        (CONTACTS + "ORDER BY start", [3]),
        (CONTACTS + "LIMIT 2", [3]),
        (CONTACTS + "WHERE start > (SELECT min(start) FROM rows)", [3]),
    ],
    ids=["row by row", "a filter", "a window", "an order", "a limit", "a subquery"],
)
def test_a_select_that_needs_the_whole_file_gets_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, contacts: str, reads: list[int]
) -> None:
    monkeypatch.setattr("connectors.delimited.CHUNK_ROWS", 2)

    batches = fetch(files(folder, select=select(contacts))).batches

    assert [batch.read for batch in batches] == reads
