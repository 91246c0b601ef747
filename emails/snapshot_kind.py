"""The executive snapshot as a kind of weekly mail: its sums as they are archived, and its words from them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from emails import snapshot_mail, snapshot_pdf, snapshot_workbook
from emails.message import File, Message
from emails.posted import post_of
from emails.snapshot import Snapshot
from emails.snapshot_actions import actions
from emails.snapshot_at_risk import at_risk
from emails.snapshot_changes import with_changes
from emails.snapshot_numbers import LATE, NAMES, VIEWER, figures, numbers
from emails.snapshot_stored import restored, stored
from emails.writing import Writing
from language import _, date
from metrics.compare import Figure
from settings import Settings
from store.mail_weeks import PINNED_FOR, Archived, Sums
from store.opened import Store
from store.weekdays import Week
from store.what_changed import what_changed

NO_FIGURES: Final[Figure] = {"value": None}
FILES: Final = {"pdf": snapshot_pdf.attachment, "xlsx": snapshot_workbook.attachment}


def sums(
    store: Store, settings: Settings, week: Week, now: datetime, publication: int | None = None
) -> Sums | None:
    """Compute the snapshot of a week; None while nothing has been published."""
    snapshot = of(store, settings, week, now, publication)
    if snapshot is None:
        return None
    number = snapshot.trust.publication
    told = figures(store, settings, week.first, now, number) or dict.fromkeys(NAMES, NO_FIGURES)
    return Sums(number, told, {"snapshot": stored(snapshot)}, missing(snapshot))


def of(
    store: Store, settings: Settings, week: Week, now: datetime, publication: int | None = None
) -> Snapshot | None:
    """Read all of a week on one publication: numbers, what changed and where, what is at stake and done."""
    found = without_risk(store, settings, week, now, publication)
    if found is None:
        return None
    return replace(found, at_risk=at_risk(store, settings, week, found.trust.publication))


def without_risk(
    store: Store, settings: Settings, week: Week, now: datetime, publication: int | None = None
) -> Snapshot | None:
    """Read the same without who is at risk, which takes as long as all the rest."""
    plain = numbers(store, settings, week.first, now, publication)
    if plain is None:
        return None
    found = what_changed(store, settings, VIEWER, now, week.first, plain.trust.publication)
    whole = plain if found is None else with_changes(plain, found)
    return replace(whole, actions=actions(store, settings, now))


def missing(snapshot: Snapshot) -> tuple[str, ...]:
    """Say that nothing is known of a week, where that is so."""
    if any(one.value is not None for one in snapshot.headlines):
        return ()
    return (_("None of the numbers of this week is known."),)


def only_figures(store: Store, settings: Settings, week: Week, now: datetime) -> Mapping[str, Figure] | None:
    """Count a week's figures alone, to see whether they read otherwise than they were told."""
    return figures(store, settings, week.first, now)


def week_of(name: str, week: Week) -> Week:
    """Say of which week a figure is told in the mail of a week."""
    return week.earlier(1) if name in LATE else week


def told(archived: Archived, anew: tuple[str, ...] = (), skipped: tuple[str, ...] = ()) -> Snapshot:
    """Give the snapshot as it was told, with what it set right, what is missing and until when it can be
    counted again."""
    kept = restored(archived.sums.more["snapshot"])
    until = _("It can be counted again from the same data until {day}.").format(
        day=date((archived.at + PINNED_FOR).date())
    )
    trust = replace(
        kept.trust, corrections=(*kept.trust.corrections, *anew), notes=(*kept.trust.notes, until)
    )
    return replace(kept, trust=trust, notices=(*archived.sums.missing, *skipped))


def message(writing: Writing) -> Message:
    """Write the mail, with the files that the recipient wishes for."""
    snapshot = told(writing.told, writing.anew, writing.skipped)
    post = post_of(writing, "snapshot")
    files: list[File] = [make(snapshot, post) for name, make in FILES.items() if name in writing.to.files]
    return snapshot_mail.message(snapshot, post, tuple(files))
