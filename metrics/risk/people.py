"""Who can be called, what they are worth, and of which evidence nobody can tell whether it holds."""

import polars as pl

from metrics.risk.evidence import EVIDENCE
from metrics.risk.grounds import Grounds
from metrics.risk.records import values
from metrics.satisfaction import CSAT

CAME = pl.col("contacts") > 0


def people(known: Grounds, gone: pl.LazyFrame) -> pl.DataFrame:
    """Give a row per person who has not left: person, value, unknown. gone holds person of those who have.

    Everybody with a record or a contact is somebody.
    """
    frames = (known.customers, known.contacts)
    everybody = pl.concat([frame.lazy().select("person") for frame in frames]).unique()
    here = everybody.filter(pl.col("person").is_not_null()).join(gone, on="person", how="anti")
    told = here.join(values(known), on="person", how="left")
    for counts in (_of_contacts(known), _of_texts(known), _of_answers(known), _of_records(known)):
        told = told.join(counts, on="person", how="left")
    counted = told.with_columns(pl.exclude("person", "value").fill_null(0))
    return counted.select("person", "value", unknown=_listed(known)).sort("person").collect()


def _of_contacts(known: Grounds) -> pl.LazyFrame:
    return (
        known.contacts.lazy()
        .group_by("person")
        .agg(
            contacts=pl.len().cast(pl.Int64),
            judged=pl.col("is_complaint").count().cast(pl.Int64),
            topics=pl.col("topic_family").count().cast(pl.Int64),
            waits=pl.col("waited_ms").count().cast(pl.Int64),
        )
    )


def _of_texts(known: Grounds) -> pl.LazyFrame:
    heard = known.texts.lazy().filter(pl.col("is_cancel").is_not_null())
    return heard.group_by("person").agg(texts=pl.len().cast(pl.Int64))


def _of_answers(known: Grounds) -> pl.LazyFrame:
    return known.surveys.lazy().filter(CSAT).group_by("person").agg(answers=pl.len().cast(pl.Int64))


def _of_records(known: Grounds) -> pl.LazyFrame:
    dated = ("contract_ends_on", "joined_on")
    return known.customers.lazy().group_by("person").agg(pl.col(dated).count().cast(pl.Int64))


def _unknown(known: Grounds) -> dict[str, pl.Expr]:
    """Say of each kind of evidence whose nobody can know.

    Who never came has not complained; of who came, and of whom nothing was written down, nobody knows.
    """
    nothing_heard = CAME & (pl.col("texts") == 0)
    no_topic = CAME & (pl.col("topics") == 0)
    no_complaint = nothing_heard & (pl.col("judged") == 0)
    no_answer = pl.col("answers") == 0
    no_calls = pl.lit(known.contacts.is_empty())
    is_heard = known.texts["is_cancel"].count() > 0
    return {
        "cancel": pl.lit(not is_heard) | nothing_heard,
        "complained_again": no_calls | no_complaint,
        "complaint": no_calls | no_complaint,
        "broken_promise": pl.lit(not known.tells_promises),
        "many_contacts": no_calls,
        "unresolved_repeat": no_calls | no_topic,
        "transfers": no_calls | no_topic,
        "waited": no_calls | (CAME & (pl.col("waits") == 0)),
        "low_csat": no_answer,
        "csat_fell": pl.col("answers") < 2,
        "contract_ends": pl.col("contract_ends_on") == 0,
        "payment_failed": pl.lit(not known.tells_payments),
        "content": no_answer,
        "tenure": pl.col("joined_on") == 0,
    }


def _listed(known: Grounds) -> pl.Expr:
    unknown = _unknown(known)
    return pl.concat_list(pl.when(unknown[key]).then(pl.lit(key)) for key in EVIDENCE).list.drop_nulls()
