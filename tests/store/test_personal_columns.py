"""Which columns may name a person: what `forget` sweeps is told by a list, and the list must be whole."""

from store.access_models import Base
from store.personal import STATE_IDS, STATE_WITHIN, STATE_WORDS, ids_of, words_of
from store.schema import IDENTITIES, TABLES


def test_every_column_of_history_that_may_name_somebody_is_known():
    strange = [
        (table.name, column)
        for table in TABLES.values()
        for column in table.columns
        if ("customer" in column or "person" in column or column in table.personal)
        and column not in (*ids_of(table), *words_of(table))
    ]

    assert strange == []
    assert {column for table in TABLES.values() for column in ids_of(table)} == {"customer_id", "person"}
    assert words_of(IDENTITIES) == ("value", "person_id")


# Columns of the state with telling names that hold nobody's: reasons of alerts, problems of connectors, ...
HARMLESS = {
    *(("run_details", "words"), ("agents_now", "reason"), ("suppressions", "reason"), ("pins", "reason")),
    *(("problems", "words"), ("problem_changes", "words"), ("good_lists", "kinds")),
    *(("people", "account"), ("audit", "account"), ("outbox", "recipient"), ("risk_lists", "customers")),
}


def test_every_column_of_the_state_that_may_name_somebody_is_known():
    known = {*STATE_IDS.items(), *STATE_WITHIN}
    known |= {(table, column) for table, both in STATE_WORDS.items() for column in both}
    telling = (
        "customer",
        "person",
        "subject",
        "words",
        "reason",
        "facts",
        "detail",
        "comment",
        "about",
        "note",
    )
    strange = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(word in column.name for word in telling)
    }

    assert strange - known - HARMLESS == set()
