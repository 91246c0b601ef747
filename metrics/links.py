"""Link the contacts of a person: how long after a contact the next one came, and before it the one before.

A contact's own columns never tell of more than its neighbours within 30 days, so that late data changes few
of them (`touched`). Instants count in whole milliseconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

DAY_MS = 86_400_000
LONGEST_MS = 30 * DAY_MS
RECONNECT_MS = 5 * 60_000
WRITTEN = ("message", "email", "social", "web")  # answered later, and open for long
IN_LINE = ("voice", "chat", "walk_in")  # where people wait for an answer
GAPS = ("previous_ms", "previous_topic_ms", "next_ms", "next_topic_ms")
NEVER = 2**63 - 1


def answers(legs: pl.DataFrame) -> pl.DataFrame:
    """Sum up legs: contact_id, first_answered_at (null where nobody answered), is_cut_off (on our side)."""
    is_answered = pl.col("outcome") == "answered"
    is_cut_off = is_answered & (pl.col("ended_by") == "system")
    return legs.group_by("contact_id").agg(
        first_answered_at=pl.col("answered_at").filter(is_answered).min(),
        is_cut_off=is_cut_off.sort_by("leg_no").last().fill_null(value=False),
    )


def family(families: Mapping[str, str]) -> pl.Expr:
    """Name the family of a contact's topic, which is the topic itself where the map names none."""
    return pl.col("topic").replace(families) if families else pl.col("topic")


def closed_at() -> pl.Expr:
    """Say when a contact was over: a written one when a human first answered it, null while it is open."""
    over = pl.when(pl.col("channel").is_in(WRITTEN)).then("first_answered_at").otherwise("ended_at")
    return pl.when(over.is_not_null()).then(pl.max_horizontal("started_at", over))


def linked(
    contacts: pl.DataFrame,
    families: Mapping[str, str] | None = None,
    directions: Sequence[str] = ("inbound",),
) -> pl.DataFrame:
    """Add closed_at, topic_family, is_counted, gaps, is_dropped and is_reconnect to contacts, in their order.

    contacts hold contact_id, person, channel, direction, topic, started_at, ended_at and what `answers`
    makes. Only contacts in one of the directions are the customer's own and count. next_ms runs from the
    moment a contact was over to the start of the person's next one, next_topic_ms to that of the next one of
    the same topic family; previous_ms and previous_topic_ms run from start to start. Beyond 30 days, where
    the contact does not count and of nobody they are null, and so is the gap to the next while a contact is
    open. is_reconnect marks contacts within 5 minutes after one that was cut off on our side (is_dropped):
    they are nobody's next contact.
    """
    told = contacts.with_row_index("row").with_columns(
        closed_at=closed_at(),
        topic_family=family(families or {}),
        is_counted=pl.col("direction").is_in(list(directions)),
    )
    timeline = _timeline(told.filter(pl.col("person").is_not_null()))
    marks = timeline.reconnects()
    found = timeline.gaps(~marks["is_reconnect"])
    gaps = pl.concat([timeline.rows.select("row"), found, marks], how="horizontal")
    joined = told.join(gaps, on="row", how="left", maintain_order="left").drop("row")
    return joined.with_columns(pl.col("is_dropped", "is_reconnect").fill_null(value=False))


def touched(contacts: pl.DataFrame, changed: pl.DataFrame) -> pl.DataFrame:
    """Keep the contacts whose gaps may be others once some contacts are new, different or gone.

    contacts hold person, started_at and closed_at of all that is known, changed the same of the contacts in
    question, as they were and as they are. Only contacts of the same persons, over no longer than 30 days
    before or begun within 30 days after, are kept.
    """
    span = pl.duration(milliseconds=LONGEST_MS)
    over = pl.coalesce("closed_at", "started_at")
    moments = changed.filter(pl.col("person").is_not_null()).select(
        "person",
        since=pl.col("started_at") - span,
        until=pl.max_horizontal(pl.col("started_at") + span, over + pl.duration(milliseconds=RECONNECT_MS)),
    )
    met = (over >= pl.col("since")) & (pl.col("started_at") <= pl.col("until"))
    near = contacts.join(moments, on="person").filter(met)
    return contacts.join(near.select("contact_id"), on="contact_id", how="semi", maintain_order="left")


@dataclass(frozen=True)
class _Timeline:
    """Contacts with whole numbers for who, for who about what, and for when; a span of `width` holds all."""

    rows: pl.DataFrame
    width: int

    def keys(self, code: str, at: str) -> pl.Series:
        """Give numbers that sort by code and then by time."""
        return self.rows.select(pl.col(code) * self.width + pl.col(at)).to_series()

    def reconnects(self) -> pl.DataFrame:
        """Mark who came back at once after a drop on our side, and the dropped contact."""
        begins, over = self.keys("who", "begins"), self.keys("who", "over")
        counted, cut_off = self.rows["is_counted"], self.rows["is_cut_off"]
        drops = over.filter(cut_off & over.is_not_null())
        after = self._before(drops.sort(), begins) <= RECONNECT_MS
        before = self._after(begins.filter(counted).sort(), over) <= RECONNECT_MS
        return pl.DataFrame({"is_reconnect": after & counted, "is_dropped": before & cut_off}).fill_null(
            value=False
        )

    def gaps(self, may_follow: pl.Series) -> pl.DataFrame:
        """Measure the gaps of contacts that count; only those that may follow are anybody's next one."""
        counted = self.rows["is_counted"]
        found = {}
        for code, name in (("who", ""), ("issue", "_topic")):
            begins, over = self.keys(code, "begins"), self.keys(code, "over")
            known = counted & begins.is_not_null()
            found[f"previous{name}_ms"] = self._before(begins.filter(known).sort(), begins)
            found[f"next{name}_ms"] = self._after(begins.filter(known & may_follow).sort(), over)
        gaps = pl.DataFrame(found).select(GAPS)
        return gaps.select(
            pl.when(counted & (pl.col(name) <= LONGEST_MS)).then(name).alias(name) for name in GAPS
        )

    def _after(self, moments: pl.Series, since: pl.Series) -> pl.Series:
        return self._between(moments, since, moments.search_sorted(since.fill_null(0), side="right") + 1)

    def _before(self, moments: pl.Series, until: pl.Series) -> pl.Series:
        return self._between(moments, until, moments.search_sorted(until.fill_null(0), side="left"))

    def _between(self, moments: pl.Series, at: pl.Series, place: pl.Series) -> pl.Series:
        """Measure how far the moment at a place is, where its code is the same; both ends are nobody's."""
        ends = [pl.Series([end], dtype=pl.Int64) for end in (-2 * self.width, NEVER)]
        found = pl.concat([ends[0], moments.alias(""), ends[1]]).gather(place)
        pair = pl.DataFrame({"at": at, "found": found})
        same = pl.col("at") // self.width == pl.col("found") // self.width
        return pair.select(pl.when(same).then((pl.col("found") - pl.col("at")).abs())).to_series()


def _timeline(rows: pl.DataFrame) -> _Timeline:
    since = pl.col("started_at").min()
    begins, over = ((pl.col(at) - since).dt.total_milliseconds() for at in ("started_at", "closed_at"))
    timed = rows.select(
        *("row", "is_cut_off", "is_counted"),
        who=_number("person"),
        about=_number("topic_family"),
        begins=begins,
        over=over,
    )
    issue = (pl.col("who") * (pl.col("about").max() + 1) + pl.col("about")).rank("dense").cast(pl.Int64)
    last = timed.select(pl.max_horizontal(pl.max("begins", "over"))).item()
    # Sorted as it will be looked up: three times quicker.
    return _Timeline(timed.with_columns(issue=issue).sort("who", "begins"), (last or 0) + 1)


def _number(name: str) -> pl.Expr:
    """Number the values of a column; null has no number."""
    return pl.col(name).cast(pl.Categorical).to_physical().rank("dense").cast(pl.Int64)
