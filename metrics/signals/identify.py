"""Name the language of a text: by its script, and only where that leaves several, by an identifier.

Hebrew letters are Hebrew. Latin and Cyrillic leave many languages; a text with common words of ours is ours,
one of fewer than LONG words is taken for what the source says, else for English or Russian. Only what then
remains is given to py3langid, which takes seconds to load and is loaded at the first such text.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from language import script_of
from metrics.signals.notation import Lexicon
from metrics.signals.tokens import Word

LONG = 8
COMMON_SHARE = 0.15
SURE = 0.9
SCRIPTS = {"en": "Latn", "he": "Hebr", "ru": "Cyrl"}  # by our language of each script that words are told by


def language_of(
    words: Sequence[Word], text: str, declared: str | None, lexicons: Mapping[str, Lexicon]
) -> str | None:
    """Name the language (ISO 639-1) that most words are written in; None where there are no words.

    declared: what the source says, used where the script allows it.
    """
    scripts = Counter(word.script for word in words if word.script)
    if not scripts:
        return declared
    script = max(scripts, key=lambda one: (scripts[one], one != "en"))
    if script in {"he", declared}:
        return script
    if declared is not None and declared not in lexicons and script_of(declared) in (None, SCRIPTS[script]):
        return declared
    written = [word for word in words if word.script == script]
    if len(written) < LONG or _is_common(written, lexicons[script]):
        return script
    return _identified(text, script)


def _is_common(words: Sequence[Word], lexicon: Lexicon) -> bool:
    common = _common(lexicon.common)
    return sum(word.forms[0] in common for word in words) >= COMMON_SHARE * len(words)


@cache
def _common(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _identified(text: str, script: str) -> str:
    """Ask the identifier; an unsure answer falls back to our language of that script."""
    language, share = _identifier().classify(text)
    return str(language) if share >= SURE else script


@cache
def _identifier() -> Any:
    langid = import_module("py3langid.langid")
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
