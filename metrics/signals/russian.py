"""The rules for Russian. Notation: metrics/signals/notation.py; what a signal means: english."""

from metrics.signals.notation import Lexicon
from metrics.signals.times import Times

TIMES = Times()

RUSSIAN = Lexicon(
    language="ru",
    rules={},
    sets={},
    negations="",
    not_negations="",
    breaks="",
    after="",
    common="",
    times=TIMES,
)
