"""What every connector has to hold, offline: subclass, and give the fixtures `connector` and `window`."""

from datetime import datetime, timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from connectors.base import QUARANTINE, Connector
from connectors.errors import Refused, Unavailable
from store.schema import MAPPED
from tests.connectors.fetched import fetch

Window = tuple[datetime, datetime]


class ConnectorContract:
    """`window` is [the start of the source's first contact, the start of its last one)."""

    def test_twice_for_the_same_window_gives_the_same_rows(
        self, connector: Connector, window: Window
    ) -> None:
        first, second = (fetch(connector, since=window[0], until=window[1]) for _n in range(2))

        assert_frame_equal(first.table("contacts"), second.table("contacts"))

    def test_the_window_holds_its_start_and_not_its_end(self, connector: Connector, window: Window) -> None:
        contacts = fetch(connector, since=window[0], until=window[1]).table("contacts")
        one_more = fetch(connector, since=window[0], until=window[1] + timedelta(microseconds=1))

        assert contacts["started_at"].min() == window[0]
        assert one_more.table("contacts").height == contacts.height + 1

    def test_the_frames_have_exactly_the_schema(self, connector: Connector) -> None:
        fetched = fetch(connector)

        tables = {name for batch in fetched.batches for name in batch.tables}
        assert {name: fetched.table(name).schema for name in tables} == {
            name: pl.Schema({"source": pl.String, "version": pl.Int64, **MAPPED[name].columns})
            for name in tables
        }
        assert fetched.quarantined.schema == pl.Schema(QUARANTINE)

    def test_ids_carry_the_source_and_keys_are_unique(self, connector: Connector) -> None:
        contacts = fetch(connector).table("contacts")

        assert contacts["contact_id"].str.starts_with(f"{connector.name}:").all()
        assert contacts["contact_id"].is_unique().all()

    def test_every_row_is_accounted_for(self, connector: Connector) -> None:
        fetched = fetch(connector)

        set_aside = fetched.quarantined.height
        assert fetched.read == fetched.loaded + sum(fetched.excluded.values()) + set_aside > 0

    def test_nothing_is_kept_between_fetches_but_the_cursor(self, connector: Connector) -> None:
        first = fetch(connector)
        again, later = fetch(connector), fetch(connector, cursor=first.cursor)

        assert again.read == first.read
        assert later.read == 0

    def test_check_answers_in_sentences(self, connector: Connector) -> None:
        sentences = connector.check()

        assert sentences
        assert all(sentence.endswith((".", "?")) for sentence in sentences)

    def test_a_source_that_is_away_is_unavailable_or_refused(self, broken: Connector) -> None:
        with pytest.raises((Unavailable, Refused)) as failure:
            fetch(broken)

        assert str(failure.value).endswith((".", "?"))


class WindowContract(ConnectorContract):
    """The same for a source that is asked by window: what was read before is read again when asked for."""

    def test_nothing_is_kept_between_fetches_but_the_cursor(self, connector: Connector) -> None:
        first = fetch(connector)
        again, later = fetch(connector), fetch(connector, cursor=first.cursor)

        assert connector.by_window
        assert again.read == later.read == first.read
        assert_frame_equal(later.table("contacts"), first.table("contacts"))
