"""Take promises from what agents noted, and find out from calls whether they were kept.

A note that says what the source's own promise of the same contact says is no second promise. Whether somebody
was called is seen in our calls; whether a technician, a credit or a parcel came, or what nobody can name, is
seen in none: such a promise is known until it is due, and not judged after it.
"""

import polars as pl

from metrics.promises import CALL_BACK, CHASED_FOR

OTHER = "other"
SEEN_IN_CALLS = (CALL_BACK,)
COLUMNS = ("promise_id", "contact_id", "agent_id", "kind", "made_at", "due_at", "customer_id")


def noted(texts: pl.LazyFrame, promises: pl.LazyFrame) -> pl.LazyFrame:
    """Give the promises in agents' notes that no source tells: COLUMNS; promise_id is the note's text_id.

    texts hold text_id, contact_id, customer_id, agent_id, author, at, is_promise, due_at and promised_kind;
    promises contact_id and kind of the sources' own. The same contact and kind is the same promise, and so
    is a note that does not say of which kind it is.
    """
    said = texts.filter(pl.col("is_promise") == 1, author="agent").select(
        "contact_id",
        "agent_id",
        "customer_id",
        "due_at",
        promise_id="text_id",
        kind=pl.col("promised_kind").fill_null(OTHER),
        made_at="at",
    )
    own = promises.filter(pl.col("contact_id").is_not_null()).select("contact_id", told="kind").unique()
    met = said.join(own, on="contact_id")
    same = (pl.col("kind") == OTHER) | pl.col("told").is_null() | (pl.col("kind") == pl.col("told"))
    return said.join(met.filter(same), on="promise_id", how="anti").select(COLUMNS)


def with_calls(rows: pl.LazyFrame, calls: pl.LazyFrame) -> pl.LazyFrame:
    """Add attempted_at and kept_at to noted promises, from our calls to the same person after the note.

    calls hold person, started_at and answered_at (null where nobody was reached) of outbound contacts. The
    first one is the attempt and the first that was answered keeps the promise, up to seven days after it was
    due; without a date up to seven days after the note.
    """
    ours = calls.filter(pl.col("person").is_not_null()).select("person", "answered_at", at="started_at")
    asked = rows.filter(pl.col("kind").is_in(SEEN_IN_CALLS)).join(ours, on="person")
    until = pl.coalesce("due_at", "made_at") + CHASED_FOR
    near = asked.filter(pl.col("at") > pl.col("made_at"), pl.col("at") <= until)
    found = near.group_by("promise_id").agg(
        attempted_at=pl.col("at").min(), kept_at=pl.col("answered_at").min()
    )
    return rows.join(found, on="promise_id", how="left")


def can_be_judged(kind: pl.Expr, state: pl.Expr) -> pl.Expr:
    """Keep what calls can tell of, and of the rest what is not due yet."""
    return kind.is_in(SEEN_IN_CALLS) | state.is_in(["open", "due_today"])
