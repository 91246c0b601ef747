"""What is usual, as looks hold it: today's level, how far counts vary, how many agents usual work needs."""

import numpy as np
from numpy.typing import NDArray

from metrics.queueing import Goal, agents_needed, erlang_a

Numbers = NDArray[np.float64]
# A day's level is believed as far as contacts tell of it: half, once so many are expected to have come. It is
# the variance of a count over that of a level, about 1.5 / 0.1², days differing by a tenth.
STEADY = 150.0
OF_CHI = 0.454936423119572  # the median of chi-squared with one degree of freedom


def level(arrived: Numbers | float, usual: Numbers | float) -> Numbers:
    """Tell by how much today is busier than usual: 1 where nothing has come yet, nearer to what came later.

    arrived and usual: contacts from the opening up to the evidence window, not in it.
    """
    return np.asarray((np.asarray(arrived) + STEADY) / (np.asarray(usual) + STEADY))


def spread(counts: Numbers, usual: Numbers) -> float:
    """Estimate variance / mean of counts about what is usual, 1 at least; unknown pairs are left out.

    By the median, not the mean, of squared deviations: the weeks it is learnt from hold incidents too.
    """
    known = np.isfinite(counts) & np.isfinite(usual) & (usual >= 1)
    if not known.any():
        return 1.0
    squares = (counts[known] - usual[known]) ** 2 / usual[known]
    return max(1.0, float(np.median(squares)) / OF_CHI)


def needed(per_s: float, handle_s: float, patience_s: float, in_time: float, within_s: float) -> float:
    """How many agents the work needs (Erlang A), parts of one too: rounded up, one more or less would alarm.

    Between the last number that misses the goal and the first that reaches it, as far as the share in time
    goes. Raises ValueError.
    """
    whole = agents_needed(per_s, handle_s, patience_s, Goal("in_time", in_time, within_s))
    if whole <= 1:
        return float(whole)
    low, high = (
        erlang_a(per_s, handle_s, patience_s, agents, within_s).in_time for agents in (whole - 1, whole)
    )
    return (
        whole - 1 + float(np.clip((in_time - low) / (high - low), 0.0, 1.0)) if high > low else float(whole)
    )
