"""Alerts that ring, are over, or are silences, for tests of what pages say of them."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from store.episodes import Alert
from tests.alerts import MISSING, NOON

MINUTE = timedelta(minutes=1)
ZONE = ZoneInfo("Asia/Jerusalem")
BEGUN = NOON - 30 * MINUTE
RANG = Alert(
    id=1,
    queue="cards",
    kind="bottleneck",
    cause="plan",
    begun_at=BEGUN,
    raised_at=BEGUN + 10 * MINUTE,
    cleared_at=None,
    how=None,
    state="raised",
    taken_by=None,
    assigned_to=None,
    minutes_lost=41.5,
    unseen_min=0.0,
    peak=0.4,
    causes=(MISSING,),
    calibration_id=None,
    source="live",
    is_suppressed=False,
    revision=0,
)
OVER = replace(RANG, cleared_at=NOON, how="recovered", state="resolved", taken_by="Dana")
SILENT = replace(RANG, id=2, queue="switch", kind="silent", cause=None, causes=())
NOBODY = replace(SILENT, id=3, queue="loans", kind="nobody_comes")


def plain(said):
    return said.replace("\u00a0", " ")
