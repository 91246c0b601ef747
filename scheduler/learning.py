"""What learns and replays: work on what is published that writes no history and may take minutes."""

from datetime import timedelta

from language import _, marked, ngettext, number
from scheduler.work import Work
from store import expected, learning, publish, recognition, risk_learning, status, tuning, weekly, work_list
from store.catching_up import is_behind
from store.hearing import hearing_of

LEARNT_FOR = timedelta(hours=6)
WAITS = marked("It waits until all that was fetched first is there, and every text is heard.")


def expect(work: Work, _argument: str | None) -> str:
    """Learn how long new callers wait, unless that was learnt of late.

    It is looked at every two minutes, so that it comes soon after the first publication.
    """
    now, learnt = work.clock(), expected.learnt_at(work.store.state)
    if learnt is not None and now - LEARNT_FOR < learnt <= now:
        return _("Learnt of late.")
    queues = expected.learn_anew(work.store, work.settings, now)
    if queues is None:
        return _("Nothing has been published yet.")
    return ngettext("Learnt of {n} queue.", "Learnt of {n} queues.", queues).format(n=number(queues))


def study(work: Work, _argument: str | None) -> str:
    """Learn from supervisors' clicks on signals, where there are new ones and once a day."""
    if not learning.is_due(work.store, work.clock()):
        return _("Nobody clicked since.")
    shown = learning.learn_anew(work.store, work.settings, work.clock())
    if shown is None:
        return _("Nothing has been published yet.")
    words = ngettext(
        "Learnt from clicks; {n} signal gets a second opinion.",
        "Learnt from clicks; {n} signals get a second opinion.",
        shown,
    )
    return words.format(n=number(shown))


def calibrate(work: Work, _argument: str | None) -> str:
    """Choose how loud alerts are by a replay: soon after the first publication, then weekly."""
    if not tuning.is_due(work.store, work.clock()):
        return _("Calibrated of late.")
    made = tuning.tune(work.store, work.settings, work.clock())
    if made is None:
        return _("Nothing has been published yet.")
    times = sum(sum(pool.times.values()) for pool in made.pools)
    words = ngettext(
        "Calibrated by {weeks} weeks of looks; alerts would have rung {n} time.",
        "Calibrated by {weeks} weeks of looks; alerts would have rung {n} times.",
        times,
    )
    return words.format(weeks=number(made.weeks, 1), n=number(times))


def learn_who_leaves(work: Work, _argument: str | None) -> str:
    """Learn from who left, and replay past lists: soon after the first publication, then weekly."""
    if not risk_learning.is_due(work.store, work.clock()):
        return _("Learnt of late.")
    if not _is_whole(work):
        return _(WAITS)
    kept = risk_learning.learn_anew(work.store, work.settings, work.clock())
    if kept is None:
        return _("Nothing has been published yet.")
    words = ngettext(
        "Learnt from {n} customer who left; past lists replayed.",
        "Learnt from {n} customers who left; past lists replayed.",
        kept.study.leavers,
    )
    return words.format(n=number(kept.study.leavers))


def list_week(work: Work, _argument: str | None) -> str:
    """Keep the lists of customers to call of this week, as they are on Monday morning; once a week.

    It is looked at every two minutes, so that the first list comes soon after the first fetch.
    """
    now = work.clock()
    day = work_list.monday(work.settings, now)
    if weekly.is_kept(work.store, day):
        return _("This week’s list is there.")
    if not _is_whole(work):
        return _(WAITS)
    made = weekly.keep(work.store, work.settings, day, now)
    if made is None or not made.week.customers:
        return _("Nothing has been published yet.")
    n = made.to_call.height
    words = ngettext("{n} customer to call this week.", "{n} customers to call this week.", n)
    return words.format(n=number(n))


def recognise(work: Work, _argument: str | None) -> str:
    """Nominate who is to be thanked for each week that is over and has none, on the morning after it.

    It is looked at every minute; after a pause, and at the first start, the last weeks are made up for.
    """
    if not _is_whole(work):
        return _(WAITS)
    made = 0
    for week in recognition.missing(work.store, work.settings, work.settings.now()):
        if work.stop():
            break
        made += recognition.keep(work.store, work.settings, week, work.clock()) is not None
    if not made:
        return _("Every week that is over has its nominees.")
    return ngettext("Nominated for {n} week.", "Nominated for {n} weeks.", made).format(n=number(made))


def _is_whole(work: Work) -> bool:
    """Tell whether no first fetch is shown in part only, and every text is heard.

    What is kept for good waits for that: the lane of data, where both is done, does not wait for this one.
    """
    return not is_behind(work.store, hearing_of(work.settings)) and not any(
        publish.watermark(work.store.state, one.name) is None
        and any(run.status == "ok" for run in status.recent_runs(work.store.state, one.name))
        for one in work.settings.connectors
    )
