"""A p′ chart: weekly shares whose true value itself varies from week to week (Laney 2002).

With p̄ the pooled share and σ_i = sqrt(p̄ (1 - p̄) / n_i), z_i = (p_i - p̄) / σ_i would vary by 1 if chance
alone were at work. σ_z, from moving ranges (mean of |z_i - z_{i-1}| / 1.128), says how much more they vary,
and the limits are p̄ ± 3 σ_i σ_z. A p chart is one with σ_z = 1; of thousands of contacts a week it calls
every week out of control. For slow drifts, in the weekly view: it rings nothing.
"""

from dataclasses import dataclass

import numpy as np

from metrics.rises import Numbers

OF_RANGE = 1.128  # expected range of two standard normals
LIMIT = 3.0
LEAST_WEEKS = 8
RUN = 8  # weeks on one side of the centre that are a shift (Western Electric)


@dataclass(frozen=True)
class Chart:
    """Shares of weeks (nan: nothing to divide by), their centre, and the limits of each.

    sigma_z: how many times as much they vary as by chance alone. is_out: beyond a limit; is_shifted: the
    eighth week on end, or a later one, on one side of the centre.
    """

    share: Numbers
    centre: float
    low: Numbers
    high: Numbers
    sigma_z: float
    is_out: tuple[bool, ...]
    is_shifted: tuple[bool, ...]


def chart(n: Numbers, of: Numbers, learnt: int | None = None) -> Chart | None:
    """Draw weekly shares n / of, oldest first; centre and σ_z come from the first `learnt` weeks, or all.

    None where fewer than 8 of these have anything, or all shares are 0 or 1: then no limit can be told.
    """
    share = np.divide(n, of, out=np.full(n.size, np.nan), where=of > 0)
    base = np.flatnonzero(of[:learnt] > 0)
    if base.size < LEAST_WEEKS:
        return None
    centre = float(n[base].sum() / of[base].sum())
    if not 0 < centre < 1:
        return None
    sigma = np.sqrt(centre * (1 - centre) / np.maximum(of, 1))
    z = (share - centre) / sigma
    sigma_z = float(np.abs(np.diff(z[base])).mean()) / OF_RANGE
    half = LIMIT * sigma * sigma_z
    low, high = np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)
    is_out = (share < low) | (share > high)
    return Chart(share, centre, low, high, sigma_z, tuple(is_out.tolist()), _shifted(share - centre))


def _shifted(apart: Numbers) -> tuple[bool, ...]:
    """Mark weeks that end a run on one side; a week without a share is passed over."""
    marks, run, side = [], 0, 0
    for each in apart:
        if not np.isnan(each):
            now = int(np.sign(each))
            run, side = (run + 1, side) if now == side and now else (abs(now), now)
        marks.append(run >= RUN and not np.isnan(each))
    return tuple(marks)
