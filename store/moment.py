"""This moment: today's visits as history has them, overlaid with what sources tell now.

History lags by a refresh; what sources tell is seconds old. A visit that both know counts once, as told.
"""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from settings import Settings
from store import policy, publish
from store.derive import local_s
from store.live import Now
from store.masking import masked
from store.opened import Store
from store.read import Filters, Viewer, open_reading
from store.schema import AGENTS, INSTANT, TEXT, VISITS_NOW

KEY = ["contact_id", "leg_no"]
COLUMNS = (
    *("source", *KEY, "queue", "channel", "direction", "site", "topic", "agent_id", "team"),
    *("queued_at", "queued_local_s", "wait_ms", "outcome", "answered_at", "ended_at", "ended_local_s"),
    *("talk_ms", "hold_ms", "wrap_ms", "threshold_ms", "nominal_ms", "short_ms", "is_outside_hours"),
)


def known_visits(
    store: Store, settings: Settings, viewer: Viewer, since: datetime, until: datetime, publication: int
) -> pl.DataFrame:
    """Read the visits of a stretch of time from history, as the viewer may see them.

    A refresh brings what lay before `until` later: sources tell sooner than they are read.
    """
    filters = Filters(as_of=until, start=since, end=until, hindsight=True)
    reading = open_reading(store, settings, viewer, filters, publication, dimensions=("team",))
    if reading is None:
        return pl.DataFrame()
    inside = pl.col("queued_at").is_between(since, until, closed="left")
    return reading.visits.filter(inside).select(COLUMNS).collect()


def overlaid(
    known: pl.DataFrame,
    now: Now,
    settings: Settings,
    as_of: datetime,
    silent: Mapping[str, datetime] | None = None,
) -> pl.DataFrame:
    """Lay what sources tell over what is known: the told visit wins; who waits has waited until `as_of`.

    In a source that fell `silent` they have waited until it told last: nobody knows what came then.

    What history has still waiting in a source that tells of this moment, but the source does not tell, is
    over: the next refresh says how.
    """
    told = _as_visits(now.visits, settings)
    if not known.height:
        return _aged(told, as_of, silent or {})
    telling = [one.source for one in now.sources]
    over = (pl.col("outcome") == "waiting") & pl.col("source").is_in(telling)
    rest = known.filter(~over).join(told, on=KEY, how="anti")
    alike = told.select(pl.col(name).cast(rest.schema[name]) for name in rest.columns)
    return _aged(pl.concat([rest, alike]), as_of, silent or {})


def crew_of(store: Store, publication: int | None, now: Now, viewer: Viewer, as_of: datetime) -> pl.DataFrame:
    """List what each agent does now, with name and team of the newest record; a lead's own teams only.

    Who may not know agents tells them apart alone.
    """
    people = _people(store, publication, as_of)
    crew = now.agents.join(people, on="agent_id", how="left")
    if viewer.role == "lead":
        return crew.filter(pl.col("team").is_in(list(viewer.teams)))
    return crew if viewer.sees_agents else crew.with_columns(*masked(["agent_id"]), name=pl.lit(None, TEXT))


def _people(store: Store, publication: int | None, as_of: datetime) -> pl.DataFrame:
    if publication is None:
        return pl.DataFrame(schema={"agent_id": TEXT, "name": TEXT, "team": TEXT})
    rows = pl.scan_delta(store.history.open(AGENTS.name, _version(store, publication)))
    known = rows.filter(pl.col("deleted_at").is_null(), pl.col("valid_from") <= as_of)
    newest = known.sort("valid_from").group_by("agent_id").agg(pl.col("name", "team").last())
    return newest.collect()


def _version(store: Store, publication: int) -> int:
    return publish.numbered(store.state, publication).versions[AGENTS.name]


def _aged(rows: pl.DataFrame, as_of: datetime, silent: Mapping[str, datetime]) -> pl.DataFrame:
    """Let those who wait have waited until `as_of`, or until their source fell silent."""
    until = pl.lit(as_of).cast(INSTANT)
    for source, at in silent.items():
        until = pl.when(pl.col("source") == source).then(pl.lit(at).cast(INSTANT)).otherwise(until)
    age = (until - pl.col("queued_at")).dt.total_milliseconds().clip(lower_bound=0)
    return rows.with_columns(wait_ms=pl.when(pl.col("outcome") == "waiting").then(age).otherwise("wait_ms"))


def _as_visits(told: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Dress what sources tell like the visits of store.read."""
    zone = settings.site.timezone
    nothing = {name: pl.lit(None, TEXT) for name in ("site", "topic", "team")}
    dressed = (
        told.select("source", *VISITS_NOW)
        .filter(pl.col("queue").is_not_null())
        .with_columns(local_s("queued_at", zone), local_s("ended_at", zone), **nothing)
    )
    return dressed.with_columns(**policy.judged_by(settings)).select(COLUMNS)
