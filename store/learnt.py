"""What was learnt from clicks, as a file: figures of each signal, and weights of hashed n-grams where shown.

Plain JSON that needs no library to be read. It is written beside and then moved into place, so that it is
whole or not there. It holds no word of anybody: n-grams are known by the numbers of their buckets.
"""

import json
import math
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from language import _
from metrics.signals.grams import BUCKETS
from metrics.signals.judging import Judged, State
from metrics.signals.opinions import Model

FORMAT = 1
NAME = "learned.json"


class LearntError(Exception):
    """Say that what was learnt cannot be read, and what happens next."""


@dataclass(frozen=True)
class Learnt:
    """What was learnt when, from which clicks and texts (`mark`), with what recipe.

    `clicks` numbers the words of people that were there, also on texts that are gone.
    """

    learnt_at: datetime
    mark: str
    recipe: str
    clicks: int
    judged: tuple[Judged, ...]
    models: Mapping[str, Model] = field(default_factory=dict)


def path_of(folder: Path) -> Path:
    """Say where it lies in the folder of a store."""
    return folder / NAME


def save(folder: Path, learnt: Learnt) -> None:
    """Write it, whole or not at all."""
    told = {
        "format": FORMAT,
        **{name: getattr(learnt, name) for name in ("mark", "recipe", "clicks")},
        "learnt_at": learnt.learnt_at.isoformat(),
        "judged": [asdict(one) for one in learnt.judged],
        "models": {signal: _packed(model) for signal, model in sorted(learnt.models.items())},
    }
    beside = path_of(folder).with_suffix(".writing")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(told, file, allow_nan=False)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path_of(folder))


def saved(folder: Path) -> Learnt | None:
    """Read it, None before anything was learnt. Raises LearntError."""
    try:
        text = path_of(folder).read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _broken() from error
    try:
        return _learnt(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _broken() from error


def _broken() -> LearntError:
    return LearntError(_("What was learnt from clicks cannot be read; it is learnt anew within the hour."))


def _packed(model: Model) -> dict[str, Any]:
    return {"bias": model.bias, "buckets": list(model.weights), "weights": list(model.weights.values())}


def _learnt(told: Mapping[str, Any]) -> Learnt:
    """Take it apart again; whatever is not as it was written raises ValueError, TypeError or KeyError."""
    if told["format"] != FORMAT:
        raise ValueError("another format")
    judged = tuple(_judged(one) for one in told["judged"])
    models = {str(signal): _model(one) for signal, one in told["models"].items()}
    if {one.state for one in judged} - set(get_args(State)):
        raise ValueError("unknown state")
    if set(models) != {one.signal for one in judged if one.state == "shown"}:
        raise ValueError("models and judgements differ")
    at = datetime.fromisoformat(told["learnt_at"])
    if at.tzinfo is None:
        raise ValueError("an instant without its zone")
    return Learnt(at, str(told["mark"]), str(told["recipe"]), int(told["clicks"]), judged, models)


def _judged(told: Mapping[str, Any]) -> Judged:
    counts = [value for name, value in told.items() if name not in {"signal", "state", "p"}]
    if not all(type(count) is int and count >= 0 for count in counts):
        raise ValueError("a count that cannot be")
    return Judged(**told)


def _model(told: Mapping[str, Any]) -> Model:
    weights = {int(at): float(x) for at, x in zip(told["buckets"], told["weights"], strict=True)}
    bias = float(told["bias"])
    if not all(map(math.isfinite, (bias, *weights.values()))) or not all(0 <= at < BUCKETS for at in weights):
        raise ValueError("a weight that cannot be")
    return Model(weights, bias)
