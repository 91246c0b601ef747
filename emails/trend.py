"""The small line of thirteen weeks beside a headline number: transparent, in tones for light and dark"
" mails."""

from collections.abc import Sequence

from emails.drawing import Sheet, sheet

WIDE, HIGH = 110, 30
EDGE = 5
LINE, TARGET = "#6674e8", "#98a0ad"


def trend(values: Sequence[float | None], target: float | None) -> Sheet:
    """Draw values, oldest first, with a dot at the last known one and the target dotted; unknown is a gap."""
    drawn = sheet(WIDE, HIGH)
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    levels = [value for _n, value in known] + ([] if target is None else [target])
    low, high = min(levels, default=0.0), max(levels, default=1.0)

    def across(n: float) -> float:
        return EDGE + n / max(1, len(values) - 1) * (WIDE - 2 * EDGE)

    def up(value: float) -> float:
        part = (value - low) / (high - low) if high > low else 0.5
        return HIGH - EDGE - part * (HIGH - 2 * EDGE)

    if target is not None:
        drawn.axes.plot([0, WIDE], [up(target)] * 2, color=TARGET, linewidth=1, linestyle=(0, (1, 2)))
    gaps = [float("nan") if value is None else up(value) for value in values]
    drawn.axes.plot(
        [across(n) for n in range(len(values))], gaps, color=LINE, linewidth=1.5, solid_joinstyle="round"
    )
    if known:
        last, value = known[-1]
        drawn.axes.plot([across(last)], [up(value)], "o", color=LINE, markersize=4.5, markeredgewidth=0)
    return drawn
