"""A figure as a bar with its interval as a whisker."""

from collections.abc import Mapping

from ui.markup import Safe, join, tag

WHOLE = 100.0


def bar(
    value: float | None, low: float | None, high: float | None, top: float, *, is_strong: bool = False
) -> Safe:
    """A bar from 0 to `top`; nothing where there is no value. What is above the top ends at it."""
    if value is None or top <= 0:
        return Safe("")
    colour = ";--c:var(--worse)" if is_strong else ""
    parts = [tag("i", "", style=f"width:{_part(value, top):.1f}%{colour}")]
    if low is not None and high is not None:
        left, right = _part(low, top), _part(high, top)
        parts.append(tag("s", "", style=f"inset-inline-start:{left:.1f}%;width:{right - left:.1f}%"))
    return tag("span", join(parts), "bul", aria_hidden="true")


def _part(value: float, top: float) -> float:
    return WHOLE * max(0.0, min(value / top, 1.0))


def pieces(parts: Mapping[str, float], top: float) -> Safe:
    """A bar of parts one after another, each in the colour of its name; the whole length is `top`."""
    if top <= 0:
        return Safe("")
    made, at = [], 0.0
    for name, value in parts.items():
        begin, end = _part(at, top), _part(at + value, top)
        if end > begin:
            style = f"inset-inline-start:{begin:.2f}%;width:{end - begin:.2f}%"
            made.append(tag("i", "", name, style=style))
        at += value
    return tag("span", join(made), "bul pieces", aria_hidden="true")
