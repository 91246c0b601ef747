"""Bottlenecks: harm and cause, told early and seldom. Pure: looks come in, states and changes go out.

What the job that detects does at each tick (a minute), inside the queue's opening hours and once at closing:

1. make a `Look` of each queue from what sources tell and what is usual (`seen`: from sorted instants,
   `counts`, from who is there and planned, `levels`, and from the same minute of the six weeks before,
   `days` and `contacts`; the same for one tick and for eight weeks of them), and store
   `look.stored()` as JSON by (queue, at), or its columns of `look.COLUMNS`, which are all that calibration
   reads. Looks are the only input: kept 8 weeks, a replay of them is what it was live;
2. `state, change = looked(state, look, rules)` with the queue's stored state (or `State(queue)`) and its
   newest rules; store `state.stored()` in the same transaction as what `change` says: *raised* inserts an
   episode under (queue, begun_at) and is to be delivered once, *went_on* updates it, *ended* closes it.
   After a restart go on with `restored(...)`: a tick seen twice changes nothing, a missed one is bridged;
3. `listened(state, at, told_at)` likewise for each source, under the source's own name: a silent source is
   one episode of kind "silent", not one for each of its queues.
4. `unseen(state, at)` for every state: ends what no look reaches any more, whatever became of its source.

Once a week: `calibrated = [calibrate(pool) for pool in pooled(past(with_strengths(frame(looks)), until))]`;
store each queue's `rules`, `times`, and `tried` ("this rule would have rung k times in the last n weeks").
Under 4 weeks the defaults hold, under 8 say so (`weeks`, `is_whole`).

`sentences` says causes; episodes are ordered by `lost_min`, which `customer_minutes_lost` counts exactly
from the contacts. `state.status` is what a queue's tile says, "pressure" (harm, cause unknown) included.
Slow drifts, by weeks: `laney.chart`.
"""

from metrics.bottlenecks.calibrate import Calibrated, calibrate, past, pooled
from metrics.bottlenecks.causes import Found
from metrics.bottlenecks.episode import Change, Episode, State, restored, unseen
from metrics.bottlenecks.judged import Rules, judged, with_strengths
from metrics.bottlenecks.look import Inflow, Look, Stage, Topic, frame
from metrics.bottlenecks.look import restored as restored_look
from metrics.bottlenecks.lost import customer_minutes_lost, late_visits
from metrics.bottlenecks.tick import listened, looked

__all__ = [
    "Calibrated",
    "Change",
    "Episode",
    "Found",
    "Inflow",
    "Look",
    "Rules",
    "Stage",
    "State",
    "Topic",
    "calibrate",
    "customer_minutes_lost",
    "frame",
    "judged",
    "late_visits",
    "listened",
    "looked",
    "past",
    "pooled",
    "restored",
    "restored_look",
    "unseen",
    "with_strengths",
]
