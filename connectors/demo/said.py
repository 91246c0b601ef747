"""What is said about contacts: answers to surveys, agents' notes, customers' own words, goodwill.

Everything follows from what happened in the contact and from its own number (`mix`). How content a customer
is (`mood`) grows with the topic, the agent and a gesture, and falls with waiting, transfers, a broken promise
and an answer that solves nothing; the discontented and the delighted answer surveys more often than others.
Gestures are given for what Moked sees too: a long wait, a transfer, a complaint, a wish to leave. They make
customers more content (`SOOTHED`), and nobody comes again for them more or less often.
"""

from dataclasses import dataclass

import polars as pl

from connectors.demo.chance import share_of
from connectors.demo.frames import CONTACT_START, Frames, prefixed
from connectors.demo.words import comments, notes
from connectors.demo.world import World
from store.schema import GESTURES, INSTANT, NOTES, SURVEYS, Dtype, Table

MIX = pl.col("mix")
# What is decided by chance of a contact (see chance.share), besides what `again` and `promises` decide.
INVITED, KIND, ANSWERS, DELAY, NOISE, COMMENTS, NOTED, IN_WORDS, GIVEN, GIFT = range(70, 80)
LEAVES, COMPETES, COMPLAINS, ANGRY, UNHEARD, REFUSED, THANKS, HAND, FINGERPRINT = range(80, 89)
INVITATIONS = {"voice": 0.35, "chat": 0.4, "social": 0.2, "email": 0.5}
KINDS = (("csat", 0.62), ("resolved", 0.82), ("ces", 0.92), ("nps", 1.0))
SCALES = {"csat": (1.0, 5.0), "nps": (0.0, 10.0), "ces": (1.0, 7.0), "resolved": (0.0, 1.0)}
NOTES_BY = {"voice": 0.34, "chat": 0.25, "social": 0.15, "email": 0.3}
HANDS = (("he", 0.78), ("ru", 0.9), ("en", 1.0))  # the language in which an agent writes
GIFTS = (("credit", 0.45), ("discount", 0.7), ("free_month", 0.85), ("free_delivery", 1.0))
COSTS = {"credit": 40.0, "discount": 25.0, "free_month": 99.0, "free_delivery": 19.0}
GIVEN_IN, SOOTHED = 0.15, 0.6  # of contacts with a reason; what a gesture does to the mood, in logits
REASONS = ("Complaint", "Wants to leave")
LONG_WAIT = 1  # in five minutes
USUAL = 1.25
LONGEST_DELAY_MIN = 3 * 1440
DRIFTER = pl.col("cause") == "drifting"


@dataclass(frozen=True)
class Said:
    """Surveys, notes and gestures with the hidden instant at which their contact began."""

    surveys: pl.DataFrame
    notes: pl.DataFrame
    gestures: pl.DataFrame


def said(centre: World, shown: Frames, source: str) -> Said:
    """Say what was said about the contacts of some days."""
    rows = moods(centre, shown)
    answered = rows.filter(pl.col("is_unsolved").is_not_null())
    given = answered.filter("is_given")
    return Said(
        _surveys(centre, answered.filter(_is_invited(centre)), source),
        _notes(centre, rows, given, shown.promises, source),
        _gestures(given, source),
    )


def moods(centre: World, shown: Frames) -> pl.DataFrame:
    """Each contact once, with what the mood of its customer depends on."""
    contacts = shown.contacts.unique("contact_id", keep="last", maintain_order=True)
    legs = shown.legs.unique(["contact_id", "leg_no"], keep="last", maintain_order=True)
    done = legs.group_by("contact_id").agg(
        waited=pl.col("wait_ms").sum(),
        transfers=pl.col("transferred_to").count(),
        agent_id=pl.col("agent_id").last(),
        done_at=pl.col("ended_at").max(),
    )
    topics = {name: places[0][1].mood for name, places in centre.handling.items()}
    quality = [agent.quality for agent in centre.agents]
    rows = contacts.rename({"agent": "who"}).join(done, on="contact_id", how="left", maintain_order="left")
    rows = rows.with_columns(
        waited=pl.when(pl.col("channel").is_in(["voice", "chat"]))
        .then(pl.col("waited") / 300_000)
        .otherwise(0),
        topical=pl.col("topic").replace_strict(topics, default=0.0, return_dtype=pl.Float64),
        quality=pl.lit(pl.Series(quality)).gather(pl.col("who").fill_null(0)),
    )
    return rows.with_columns(is_given=_is_given()).with_columns(mood=_mood(centre))


def _mood(centre: World) -> pl.Expr:
    worse = pl.lit(0.0)
    if centre.stories is not None:
        told = centre.stories.repeats
        worse = pl.when(pl.col("topic") == told.topic).then(told.worse * pl.col("following")).otherwise(0.0)
    effects = [
        pl.col("topical") + pl.col("quality") - worse,
        -0.5 * pl.col("waited").clip(0, 2),
        -0.4 * pl.col("transfers"),
        pl.when("is_unsolved").then(-1.1).otherwise(0.0),
        pl.when(pl.col("cause") == "chased").then(-0.8).when(DRIFTER).then(-1.3).otherwise(0.0),
        pl.when("is_cut").then(-1.5).otherwise(0.0),
        pl.when("is_given").then(SOOTHED).otherwise(0.0),
    ]
    return USUAL + pl.sum_horizontal(effects)


def _by_share(what: int, parts: tuple[tuple[str, float], ...]) -> pl.Expr:
    chosen: pl.Expr = pl.lit(parts[-1][0])
    for word, up_to in reversed(parts[:-1]):
        chosen = pl.when(share_of(MIX, what) < up_to).then(pl.lit(word)).otherwise(chosen)
    return chosen


def _is_invited(centre: World) -> pl.Expr:
    part = pl.col("channel").replace_strict(INVITATIONS, return_dtype=pl.Float64)
    if centre.stories is not None:
        quiet = centre.stories.excellent
        part = pl.when(pl.col("who") == quiet.agent).then(part * quiet.invited).otherwise(part)
    return (pl.col("direction") == "inbound") & (share_of(MIX, INVITED) < part)


def felt() -> pl.Expr:
    """How content the customer says to be: the mood and logistic noise."""
    chance = share_of(MIX, NOISE).clip(1e-9, 1 - 1e-9)
    return pl.col("mood") + (chance / (1 - chance)).log()


def _score() -> pl.Expr:
    felt = pl.col("felt")
    csat = 1.0 + sum((felt > edge).cast(pl.Float64) for edge in (-2.2, -1.2, -0.2, 1.0))
    solved = pl.when("is_unsolved").then(share_of(MIX, NOISE) < 0.14).otherwise(share_of(MIX, NOISE) < 0.93)
    return (
        pl.when(pl.col("kind") == "csat")
        .then(csat)
        .when(pl.col("kind") == "nps")
        .then((6.6 + 1.7 * felt).round().clip(0, 10))
        .when(pl.col("kind") == "ces")
        .then((4.4 + 1.1 * felt).round().clip(1, 7))
        .otherwise(solved.cast(pl.Float64))
    )


def _surveys(centre: World, rows: pl.DataFrame, source: str) -> pl.DataFrame:
    rows = rows.with_columns(kind=_by_share(KIND, KINDS), felt=felt())
    likely = 0.13 + 0.06 * pl.col("felt").abs().clip(0, 4)
    likely = pl.when(pl.col("language") == "ar").then(0.7 * likely).otherwise(likely)
    chance = share_of(MIX, DELAY).clip(1e-6, 1 - 1e-6)
    minutes = (25 * ((chance / (1 - chance)).log() * 0.9).exp()).clip(1, LONGEST_DELAY_MIN)
    rows = rows.with_columns(
        invited_at=pl.col("done_at") + pl.duration(minutes=2),
        is_answered=share_of(MIX, ANSWERS) < likely,
        after=(minutes * 60_000).cast(pl.Int64),
        score=_score(),
    )
    rows = rows.with_columns(_scale(end).alias(f"scale_{('min', 'max')[end]}") for end in (0, 1))
    told = rows.with_columns(
        survey_id=pl.lit("s") + pl.col("contact_id").str.strip_prefix(f"{source}:"),
        answered_at=pl.when("is_answered").then(pl.col("invited_at") + pl.duration(milliseconds="after")),
        score=pl.when("is_answered").then("score"),
        comment=_comments(centre, rows),
    )
    return _made(SURVEYS, told.with_columns(prefixed(source, "survey_id")))


def _scale(end: int) -> pl.Expr:
    return pl.col("kind").replace_strict({kind: scale[end] for kind, scale in SCALES.items()})


def _comments(centre: World, rows: pl.DataFrame) -> pl.Series:
    """What some of those who answer write; null for the others."""
    writes = pl.col("is_answered") & (share_of(MIX, COMMENTS) < 0.3)
    felt = rows.select(
        "mix",
        "language",
        topic=_told_of(centre),
        score=(pl.col("score") - pl.col("scale_min")) / (pl.col("scale_max") - pl.col("scale_min")),
        is_third_time=pl.col("following") >= 2,
        is_chased=pl.col("cause") == "chased",
        waited_long=pl.col("waited") > 1,
        is_wrong_desk=pl.col("transfers") > 0,
        praised=pl.col("felt") > 2.5,
        writes=writes,
    ).with_row_index("row")
    some = felt.filter("writes")
    texts = (
        some.select("row", comment=comments(some)) if some.height else some.select("row", comment=pl.lit(""))
    )
    return felt.join(texts, on="row", how="left", maintain_order="left")["comment"]


def _told_of(centre: World) -> pl.Expr:
    """What a text tells of: the contact's topic, or what is new within it."""
    if centre.stories is None:
        return pl.col("topic")
    told = centre.stories.refused
    day = pl.col("started_at").dt.convert_time_zone(centre.zone).dt.date()
    is_new = (pl.col("topic") == told.topic) & (day >= told.since) & (share_of(MIX, FINGERPRINT) < told.share)
    return pl.when(is_new).then(pl.lit("Fingerprint refused")).otherwise(pl.col("topic"))


def _is_given() -> pl.Expr:
    """Whether an agent gave something: for nothing that Moked does not see, with the same chance."""
    needs = (pl.col("waited") > LONG_WAIT) | (pl.col("transfers") > 0) | pl.col("topic").is_in(REASONS)
    is_answered = pl.col("is_unsolved").is_not_null() & (pl.col("direction") == "inbound")
    return (is_answered & needs & (share_of(MIX, GIVEN) < GIVEN_IN)).fill_null(value=False)


def _gestures(rows: pl.DataFrame, source: str) -> pl.DataFrame:
    told = rows.with_columns(
        gesture_id=pl.lit("g") + pl.col("contact_id").str.strip_prefix(f"{source}:"),
        kind=_by_share(GIFT, GIFTS),
        granted_at="ended_at",
        authority=pl.when(share_of(MIX, GIFT) < 0.85).then(pl.lit("agent")).otherwise(pl.lit("team lead")),
    ).with_columns(cost=pl.col("kind").replace_strict(COSTS))
    return _made(GESTURES, told.with_columns(prefixed(source, "gesture_id")))


def _notes(
    centre: World, rows: pl.DataFrame, given: pl.DataFrame, promises: pl.DataFrame, source: str
) -> pl.DataFrame:
    """Agents' notes after contacts, and the letters and posts of customers."""
    part = pl.col("channel").replace_strict(NOTES_BY, return_dtype=pl.Float64)
    noted = rows.filter(pl.col("is_unsolved").is_not_null() & (share_of(MIX, NOTED) < part))
    by_agents = noted.with_columns(
        author=pl.lit("agent"),
        language=_by_share(HAND, HANDS),
        written_at="done_at",
        note_id=pl.lit("n") + pl.col("contact_id").str.strip_prefix(f"{source}:"),
    )
    written = pl.col("channel").is_in(["email", "social"])
    by_customers = rows.filter(written).with_columns(
        author=pl.lit("customer"),
        agent_id=pl.lit(None, pl.String),
        topic="about",
        is_unsolved=pl.lit(None, pl.Boolean),  # what he writes knows nothing of what comes of it
        transfers=pl.lit(0, pl.UInt32),
        mood=pl.lit(0.0),
        language=pl.col("language").replace("ar", "he"),
        written_at="started_at",
        note_id=pl.lit("m") + pl.col("contact_id").str.strip_prefix(f"{source}:"),
    )
    whole = pl.concat([by_agents, by_customers])
    gifts = given.select("contact_id", gesture_kind=_by_share(GIFT, GIFTS))
    due = promises.unique("promise_id", keep="last").select(
        "contact_id", promise_kind="kind", promise_due="due_at"
    )
    whole = whole.join(gifts, on="contact_id", how="left", maintain_order="left")
    whole = whole.join(due, on="contact_id", how="left", maintain_order="left")
    told = whole.with_columns(prefixed(source, "note_id"), text=notes(_flagged(centre, whole)))
    return _made(NOTES, told)


def _flagged(centre: World, rows: pl.DataFrame) -> pl.DataFrame:
    """What a text has to tell."""
    is_agent = pl.col("author") == "agent"
    drifts = DRIFTER & (share_of(MIX, LEAVES) < 0.45)
    leaves = pl.col("topic").is_in(["Wants to leave"]) & (share_of(MIX, LEAVES) < 0.8)
    again = pl.col("following") >= 1
    unsolved = pl.col("is_unsolved").fill_null(value=False)
    long = pl.col("waited") > 1.5
    local = pl.col("promise_due").dt.convert_time_zone(centre.zone).dt.replace_time_zone(None)
    written = pl.col("written_at").dt.convert_time_zone(centre.zone).dt.replace_time_zone(None)
    return rows.select(
        "mix",
        "language",
        "author",
        topic=_told_of(centre),
        outcome=pl.when("is_unsolved")
        .then(pl.lit("unresolved"))
        .when(pl.col("is_unsolved").is_not_null())
        .then(pl.lit("resolved")),
        is_third_time=(pl.col("following") >= 2) | (DRIFTER & (share_of(MIX, UNHEARD) < 0.4)),
        is_chased=pl.col("cause") == "chased",
        is_wrong_desk=pl.col("transfers").fill_null(0) > 0,
        wants_to_leave=leaves | drifts,
        names_competitor=(leaves | drifts) & (share_of(MIX, COMPETES) < 0.35),
        complains=(pl.col("topic") == "Complaint").fill_null(value=False) & (share_of(MIX, COMPLAINS) < 0.5)
        | DRIFTER & (share_of(MIX, COMPLAINS) < 0.25),
        is_angry=(unsolved & again & (share_of(MIX, ANGRY) < 0.4)) | (long & (share_of(MIX, ANGRY) < 0.3)),
        not_listened=(pl.col("following") >= 2) & (share_of(MIX, UNHEARD) < 0.25),
        refused_by_policy=(pl.col("topic") == "Refund").fill_null(value=False)
        & unsolved
        & (share_of(MIX, REFUSED) < 0.4),
        payment_trouble=(pl.col("topic") == "Payment failed").fill_null(value=False),
        thanks=(pl.col("mood") > 1.3) & (share_of(MIX, THANKS) < 0.25),
        has_gesture=pl.col("gesture_kind").is_not_null() & is_agent,
        gesture_kind=pl.when(is_agent).then("gesture_kind"),
        promise_kind=pl.when(is_agent).then("promise_kind"),
        promise_due=pl.when(is_agent).then(local),
        written_local=written,
    )


def _made(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Exactly the columns of a table, and the instant at which the contact began."""
    schema: dict[str, Dtype] = {"source": pl.String, "version": pl.Int64, **table.columns}
    named = rows.with_columns(pl.col("started_at").alias(CONTACT_START))
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in named.columns]
    whole = named.with_columns(missing)
    return whole.select(
        *(pl.col(name).cast(dtype) for name, dtype in schema.items()), pl.col(CONTACT_START).cast(INSTANT)
    )
