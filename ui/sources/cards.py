"""One connector as a card: how it does, what it read, what it could not."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from language import _, date, instant, number
from store.status import Asked, Detail, Ran, RunStatus, ask, recent_runs
from ui import beginning, cards, notices, tables, written
from ui.markup import Safe, icon, join, show, tag
from ui.scene import Scene, machine_clock
from ui.sources import found, words
from ui.sources.samples import samples

RUNS = 8
SHOWN_CHARACTERS = 160
RUNNING = ("c-note", "sync")
CHIPS = {
    "ok": ("c-ok", "check"),
    "aside": ("c-worse", "rule"),
    "no_file": ("c-worse", "folder_off"),
    "unread": ("c-note", "hourglass_top"),
    "running": RUNNING,
}
KINDS = {"excluded": lambda: _("left out by rule"), "quarantined": lambda: _("set aside")}


def card(seen: Scene, status: RunStatus, kind: str, waiting: Sequence[Asked], is_alive: bool) -> None:
    """Show everything about one connector."""
    with st.container(key=f"card_source_{status.connector}"):
        with st.container(
            key=f"source_head_{status.connector}", horizontal=True, vertical_alignment="center"
        ):
            cards.title(status.connector, kind, _chip(status))
            _refresh(seen, status.connector, waiting, is_alive)
        if status.last_success is None:
            _never_read(seen, status, is_alive)
        else:
            _missing(seen, status)
            show(tables.report([], _facts(seen, status, is_alive)))
        if status.last_rows is not None:
            _reasons(status.last_rows)
            _samples(seen, status)
        if status.last is not None:
            _runs(seen, status.connector)


def _chip(status: RunStatus) -> Safe:
    """What became of a source: words and a shape, colour last; rows set aside are a click away."""
    holds = words.state_of(status)
    usual = RUNNING if status.last and status.last.status == "running" else ("c-breach", "priority_high")
    css, symbol = usual if usual == RUNNING else CHIPS.get(holds, usual)
    body = join([icon(symbol), words.chip(status)])
    if css == "c-worse" and holds == "aside":
        return tag("a", body, f"chip {css}", href=f"#aside-{status.connector}", style="text-decoration:none")
    return tag("span", body, f"chip {css}")


def _never_read(seen: Scene, status: RunStatus, is_alive: bool) -> None:
    """Say in one piece that nothing was ever read, why, and what comes next."""
    known = {one.name: one for one in seen.settings.connectors}
    if status.last is not None and status.last.status == "running" and status.connector in known:
        beginning.going_on(known[status.connector], status.last.part)
        return
    has_failed = status.last is not None
    title = _("Never read") if has_failed else _("Not read yet")
    said = words.never(status, seen.settings.site.timezone, is_alive=is_alive)
    notices.state("error" if has_failed else "hourglass_top", title, said)


def _missing(seen: Scene, status: RunStatus) -> None:
    """Say which files were looked for in vain."""
    for pattern in found.nothing(status):
        said = words.no_file(found.shown(pattern, seen.settings.folder))
        show(notices.line_body("folder_off", _("No file found."), said, "worse"))


def _refresh(seen: Scene, name: str, waiting: Sequence[Asked], is_alive: bool) -> None:
    asked = [one for one in waiting if one.kind == "refresh" and one.argument in (name, None)]
    label = _("Asked for …") if asked else _("Refresh now")
    can = is_alive and not asked
    if st.button(label, icon=":material/refresh:", key=f"refresh_{name}", disabled=not can):
        written.tried(partial(_ask, seen, name))
        st.rerun()


def _ask(seen: Scene, name: str) -> None:
    ask(seen.store.state, "refresh", name, seen.viewer.signature, machine_clock())


def _facts(seen: Scene, status: RunStatus, is_alive: bool) -> list[tuple[str, str]]:
    zone, last = seen.settings.site.timezone, status.last
    facts: list[tuple[str, str]] = []
    if last is not None:
        facts.append((_("Last run"), f"{words.when(last, zone)} · {words.trigger(last.trigger)}"))
        if last.message:
            facts.append((_("What happened"), last.message))
    if status.last_rows is not None:
        facts.append((_("Last rows"), words.sum_of(status.last_rows)))
    if status.watermark is not None and not found.nothing(status):
        facts.append((_("Read through"), instant(status.watermark, zone)))
    if again := words.next_try(status, zone, is_alive=is_alive):
        facts.append((_("Next try"), again))
    said = [one.words for one in (last.details if last else ()) if one.kind == "notice"]
    return facts + [(_("Notice"), one) for one in said if not found.pattern(one)]


def _reasons(ran: Ran) -> None:
    """Which rule left out how many rows, and why others were set aside."""
    rows = [_reason(one) for one in ran.details if one.kind in KINDS]
    if rows:
        table = tables.report([_("Reason"), _("What was done"), _("Rows")], rows, right=frozenset({2}))
        show(tag("div", table, id=f"aside-{ran.connector}"))


def _reason(one: Detail) -> tuple[str, str, str]:
    return one.words, KINDS[one.kind](), number(one.count)


def _samples(seen: Scene, status: RunStatus) -> None:
    """Some of the rows that are set aside now, as they came, of every reason."""
    rows = samples(seen, status.connector)
    if not rows.height:
        return
    heads = [_("Set aside because"), _("Where"), _("Row"), _("As it came")]
    shown = rows.select("reason", "where_from", "row_no", "row_text").iter_rows()
    cells = [
        (why, where, number(row), tag("code", (text or "")[:SHOWN_CHARACTERS]))
        for why, where, row, text in shown
    ]
    show(tables.report(heads, cells, right=frozenset({2})))


def _runs(seen: Scene, name: str) -> None:
    """The latest runs, behind a fold."""
    runs = recent_runs(seen.store.state, name, RUNS)
    with st.expander(_("Latest runs")):
        heads = [_("When"), _("Outcome"), _("Read"), _("Loaded"), _("Left out"), _("Set aside"), _("Changed")]
        cells = [_run(one, seen.settings.site.timezone) for one in runs]
        show(tables.report(heads, cells, right=frozenset(range(2, 7))))


def _run(one: Ran, zone: str) -> tuple[str, ...]:
    counts = (one.read, one.loaded, one.excluded, one.quarantined, one.written)
    outcome = tables.two_lines(words.state(one), one.message or words.trigger(one.trigger))
    return (words.when(one, zone), outcome, *(number(count) for count in counts))


def reach(last: object) -> str:
    """How far the data reaches."""
    return _("newest contact {day}").format(day=date(last)) if last else ""  # type: ignore[arg-type]
