"""Measure what is heard in words: of the contacts with a note or comment, in how many a signal was found.

Rows are texts, each with the flags of its signals (0 or 1) and what is known of its contact; a contact with
several counts once. Texts that nothing was listened to in yet are no rows.
"""

from collections.abc import Sequence

import polars as pl

from metrics import groups
from metrics.parts import Of, Part, total
from metrics.ratio import ratio
from metrics.signals import SIGNALS

FLAG = "is_"
FLAGS = tuple(f"{FLAG}{signal}" for signal in SIGNALS)
# In what the texts of one contact may differ: by these it counts once for each that it has.
OF_TEXTS = {"agent": "agent_id", "team": "team", "language": "language", "author": "author", "kind": "kind"}
TIMED = ("started_at", "started_local_s")
HEARD = pl.col("is_heard") == 1

SUMS: dict[str, Part] = {
    "contacts_with_words": lambda _: total(pl.col("is_heard").is_not_null()),
    "contacts_heard": lambda _: total(HEARD),
}


def by_contact(texts: pl.LazyFrame, by: Sequence[str] = ()) -> pl.LazyFrame:
    """Give a row per contact with `is_heard`, 1 where any of the frame's flags is set in any of its texts.

    By signal it is a row per contact and flag, with the signal's name. By what only texts have (OF_TEXTS) it
    is a row for each that the contact's texts name. Beside it stands what `by` names, and when it began.
    """
    columns = texts.collect_schema().names()
    flags = [name for name in FLAGS if name in columns]
    keys = ["contact_id", *(OF_TEXTS[name] for name in by if name in OF_TEXTS)]
    named = {*TIMED, *(groups.COLUMNS[name] for name in by if name in groups.COLUMNS)} - set(keys)
    beside = [name for name in columns if name in named]
    contacts = texts.group_by(keys).agg(pl.col(beside).first(), pl.col(flags).max())
    if "signal" not in by:
        return contacts.with_columns(is_heard=pl.max_horizontal(flags)).drop(flags)
    told = contacts.unpivot(on=flags, index=[*keys, *beside], variable_name="signal", value_name="is_heard")
    return told.with_columns(pl.col("signal").str.strip_prefix(FLAG))


def signal_rate(of: Of) -> pl.Expr:
    """Contacts in whose words it was heard / contacts with words."""
    return ratio(of("contacts_heard"), of("contacts_with_words"))
