"""Many days at once: one process lives through them while another draws who will come."""

from collections.abc import Generator, Iterator, Sequence
from datetime import date
from itertools import chain

from connectors.demo.ahead import ahead
from connectors.demo.apart import apart
from connectors.demo.day import Carry
from connectors.demo.demand import demand
from connectors.demo.frames import Frames
from connectors.demo.inquiry import Inquiry
from connectors.demo.simulation import Of, Simulation, simulation
from connectors.demo.world import world

BATCHES_AHEAD, DAYS_AHEAD = 2, 7  # so much is made before it is asked for
MEANWHILE = 7  # days that take as long as the other process takes to begin
Spans = Sequence[Sequence[date]]


def lived_far(shown: Simulation, spans: Spans) -> Generator[Frames, None, None]:
    """What happens on days in a row, by steps. Only what the last days leave is remembered.

    Raises ApartError.
    """
    day = spans[0][0]
    with ahead(apart(_lived, shown.of, day, shown.before(day), spans), BATCHES_AHEAD) as steps:
        for step in steps:
            if isinstance(step, Frames):
                yield step
            else:
                for each, carry in step.items():
                    shown.remember(each, carry)


def _lived(of: Of, day: date, before: Carry, spans: Spans) -> Iterator[Frames | dict[date, Carry]]:
    """What happens on the days; at last, what the last ones found."""
    days = [day for span in spans for day in span]
    with ahead(apart(_drawn, of, days[MEANWHILE:]), DAYS_AHEAD) as drawn:
        shown = simulation(*of)
        shown.remember(day, before)
        coming = chain(_drawn(of, days[:MEANWHILE]), drawn)
        for span in spans:
            yield shown.days(span, coming)
    yield shown.newest()


def _drawn(of: Of, days: Sequence[date]) -> Iterator[tuple[Inquiry, ...]]:
    """Who comes of their own accord on each of the days."""
    centre = world(*of[:-1])
    for day in days:
        yield demand(centre, day)
