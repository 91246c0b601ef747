"""What a weekly mail is written from: the sums of its week, for whom, and what is said besides."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from language import instant, period
from settings import Settings
from store.mail_weeks import Archived
from store.opened import Store
from store.recipients import Recipient
from store.schedules import Schedule
from store.weekdays import Week


@dataclass(frozen=True)
class Writing:
    """One mail to write. store: for what may not be archived, as customers' words; None where nobody has it.

    by_hand: a word that tells one sending by a person from another; empty where it goes out by itself.
    anew, skipped: sentences about earlier weeks. ways_out: as in List-Unsubscribe. schedule: when it goes
    out; None where it was sent by hand.
    """

    settings: Settings
    told: Archived
    to: Recipient
    store: Store | None = None
    by_hand: str = ""
    anew: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = ()
    schedule: Schedule | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The recipient's own."""
        return ZoneInfo(self.to.zone) if self.to.zone else self.settings.site.zone

    @property
    def thread(self) -> str:
        """What the mail's id is made of: the same for each try, and for nothing else."""
        told = self.told
        return f"{self.settings.site.name} {told.kind} {told.week.key}{self.by_hand}"

    @property
    def stands_on(self) -> str:
        """Say as of when it was counted, in the recipient's zone."""
        return instant(self.told.at, self.zone.key)


def in_words(week: Week) -> str:
    """Say which week: 8–14 Nov 2026."""
    return period(week.first, week.last)
