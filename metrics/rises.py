"""Tell a rise from noise, for thousands of weekly counts at once.

A count of the newest weeks is set against that of the weeks before, each with what would be expected of it.
Of two Poisson counts the one, given their sum, is binomial (Przyborowski and Wilenski 1940). Weeks differ by
more than chance alone; so both counts are divided by the dispersion first, as by a design effect (Rao and
Scott 1992), which is Pearson's of the weeks before (McCullagh and Nelder, Generalized Linear Models, 4.5; on
charts: Laney 2002), half that of all counts together where a few weeks cannot tell. Which of many rises are
claimed is decided at a false discovery rate (Benjamini and Hochberg 1995), which holds for counts that rise
together as well (Benjamini and Yekutieli 2001).
"""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
STEPS, ENOUGH, TINY = 300, 1e-12, 1e-300
LEAST_EXPECTED = 1.0  # a week; of rarer ones a few weeks say nothing of dispersion


def dispersion(counts: Numbers, expected: Numbers, *, is_shared: bool = True) -> Numbers:
    """Estimate by how much weekly counts vary beyond chance, 1 at least; both (candidates, weeks).

    expected needs only to be right up to a factor for each candidate. Without is_shared each count stands for
    itself alone.
    """
    fitted = expected * over(counts.sum(axis=1), expected.sum(axis=1))[:, None]
    squares = np.where(fitted > 0, (counts - fitted) ** 2 / np.where(fitted > 0, fitted, 1.0), 0.0)
    own = squares.sum(axis=1) / max(counts.shape[1] - 1, 1)
    if not is_shared:
        return np.asarray(np.maximum(1.0, own))
    is_often = fitted.mean(axis=1) >= LEAST_EXPECTED
    common = float(own[is_often].mean()) if is_often.any() else 1.0
    return np.asarray(np.maximum(1.0, np.maximum(common, (own + common) / 2)))


def chance(now: Numbers, before: Numbers, part: Numbers, spread: Numbers | float) -> Numbers:
    """Compute the one-sided p of each rise: as many or more now, were the rate as before.

    part: of what is expected in all, how much is expected now (0..1). spread: the dispersion.
    """
    a, b = now / spread, before / spread + 1
    return np.asarray(np.where(now > 0, incomplete_beta(np.maximum(a, ENOUGH), b, part), 1.0))


def claimed(p: Numbers, rate: float) -> npt.NDArray[np.bool_]:
    """Mark which are claimed so that of those at most a share of `rate` is false, in expectation."""
    order = np.argsort(p, kind="stable")
    is_under = p[order] <= rate * np.arange(1, p.size + 1) / max(p.size, 1)
    last = int(np.flatnonzero(is_under).max(initial=-1))
    marks = np.zeros(p.size, dtype=np.bool_)
    marks[order[: last + 1]] = True
    return marks


def incomplete_beta(a: Numbers, b: Numbers, x: Numbers) -> Numbers:
    """Compute the regularised incomplete beta function I_x(a, b).

    By its continued fraction after Lentz (Press et al., Numerical Recipes, 6.4), on the side where that is
    quick.
    """
    a, b, x = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (a, b, x)))
    is_far = x > (a + 1) / (a + b + 2)
    p, q, y = np.where(is_far, b, a), np.where(is_far, a, b), np.where(is_far, 1 - x, x)
    y = np.clip(y, TINY, 1 - 1e-16)
    front = np.exp(_log_gamma(p + q) - _log_gamma(p) - _log_gamma(q) + p * np.log(y) + q * np.log1p(-y)) / p
    value = front * _fraction(p, q, y)
    return np.asarray(np.clip(np.where(is_far, 1 - value, value), 0.0, 1.0))


def _fraction(a: Numbers, b: Numbers, x: Numbers) -> Numbers:
    c, d = np.ones_like(x), 1 / _apart(1 - (a + b) * x / (a + 1))
    h = d.copy()
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        change = np.ones_like(x)
        for each in (even, odd):
            d, c = 1 / _apart(1 + each * d), _apart(1 + each / c)
            h, change = h * d * c, d * c
        if np.abs(change - 1).max(initial=0.0) < ENOUGH:
            break
    return h


def _apart(values: Numbers) -> Numbers:
    """Keep denominators off 0."""
    return np.asarray(np.where(np.abs(values) < TINY, TINY, values))


def _log_gamma(x: Numbers) -> Numbers:
    """Compute ln Γ of positive numbers: Stirling's series after shifting the argument beyond 10."""
    low = np.maximum(0, np.ceil(10 - x)).astype(np.int64)
    shifted, product = x + low, np.zeros_like(x)
    for step in range(int(low.max(initial=0))):
        product += np.where(step < low, np.log(x + step), 0.0)
    inverse = 1 / shifted
    series = inverse * (1 / 12 - inverse**2 * (1 / 360 - inverse**2 * (1 / 1260 - inverse**2 / 1680)))
    whole = (shifted - 0.5) * np.log(shifted) - shifted + 0.5 * np.log(2 * np.pi)
    return np.asarray(whole + series - product)


def over(top: Numbers, bottom: Numbers) -> Numbers:
    """Divide; 0 where there is nothing to divide by."""
    return np.asarray(np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1.0), 0.0))
