"""Learn from who left whom to call, and replay past Mondays to know what the list is worth.

Definitions: DEFINITIONS.md 9. Nothing here reads a store or a clock. Features are what the score adds up
(metrics.risk.score): with the weights as they are shipped, the model's log-odds are the points / 10 and a
constant, so there is no second definition of any evidence.

    features.py    of each person and Monday, how much of its points each evidence adds; unknown is null
    frames.py      a Monday (Week), and who left in the horizon after its gap of 7 days
    lessons.py     the rows that could be learnt from at an instant
    logistic.py    the model: logistic regression pulled towards points / 10
    trees.py       its challenger: boosted trees, monotone in each evidence
    calibrated.py  log-odds made probabilities, learnt from other people than the log-odds
    learned.py     all of them learnt from the same rows
    backtest.py    past Mondays replayed; told.py: what that came to, for a page
    leaks.py       evidence that nobody can have known
    chosen.py      who makes the list, and why
    ordered.py     those scored on a Monday in the order of what was learnt before
    stored.py      what is learnt, as JSON

Frames for a page (figures are structs {value, numerator, denominator, low, high} as of metrics.ratio):

by_week(found): a row per Monday and way: at, kind ("score", "logistic", "challenger"), people, leavers,
    learnt_from, precision, recall, lift, brier, usual_brier, stability.
together(found): a row per way: kind, weeks, people, leavers and the same figures over all its Mondays.
reliability(found): a row per way and step of probability: kind, at_least, below, n, expected (the mean told),
    share (of them who left).
"""
