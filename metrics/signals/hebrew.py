"""The rules for Hebrew. Notation: metrics/signals/notation.py; what a signal means: english."""

from metrics.signals.notation import Lexicon
from metrics.signals.times import Times

TIMES = Times()

HEBREW = Lexicon(
    language="he",
    rules={},
    sets={},
    negations="",
    not_negations="",
    breaks="",
    after="",
    common="",
    times=TIMES,
)
