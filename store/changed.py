"""What the settings say, written into the audit log when they change: from what, to what, and when."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from settings import Settings
from store import audit
from store.asked import Viewer
from store.audit import About
from store.models import Fact
from store.state import State

FACT: Final = "settings"
# What figures are judged by, and who may see and is told what: nothing that holds a secret.
WATCHED: Final = (
    *("targets", "thresholds", "hours", "money", "quality", "promises", "complaints", "followups"),
    *("staffing", "risk", "good_reasons", "alerts", "access", "retention"),
)
HIDDEN: Final = {"access": {"oidc": {"client_id", "client_secret"}}}
NONE: Final = "–"
TARGET: Final = "target "
Told = dict[str, str]


def note(state: State, settings: Settings, at: datetime) -> int:
    """Write down what the settings say otherwise than when they were last noted; give how much it is.

    The first time nothing is a change. Who wrote the file nobody can tell: its name stands for them.
    """
    now = told(settings)
    with state.reading() as connection:
        if _last(connection) == now:
            return 0
    with state.writing() as connection:
        before = _last(connection)
        connection.execute(delete(Fact).where(Fact.name == FACT))
        connection.execute(insert(Fact).values(name=FACT, value=json.dumps(now)))
        if before is None:
            return 0
        who = Viewer("settings", "admin", account=settings.source.name if settings.source else "settings")
        changes = _changes(before, now)
        for name, words in changes.items():
            kind: audit.Kind = "target" if name.startswith(TARGET) else "setting"
            audit.noted(connection, who, "changed", at, About(kind, name.removeprefix(TARGET)), words)
        return len(changes)


def told(settings: Settings) -> Told:
    """Say in words what each setting is that is watched."""
    whole = settings.model_dump(mode="json", include=set(WATCHED), exclude=HIDDEN)
    targets = {_target(one): f"{one['value']:g}" for one in whole.pop("targets")}
    return targets | dict(_flat("", whole))


def _target(one: Mapping[str, Any]) -> str:
    of = f" of queue {one['queue']}" if one["queue"] else ""
    since = f" since {one['since']}" if one["since"] else ""
    return f"{TARGET}{one['metric']}{of}{since}"


def _flat(above: str, whole: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in whole.items():
        path = f"{above}{name}"
        if isinstance(value, Mapping) and value:
            yield from _flat(f"{path}.", value)
        else:
            yield path, NONE if value in (None, [], {}) else json.dumps(value, ensure_ascii=False)


def _changes(before: Told, now: Told) -> Told:
    """Each thing that is otherwise, with what it was and is; what was not there before is a stroke."""
    names = [name for name in {**before, **now} if before.get(name, NONE) != now.get(name, NONE)]
    return {name: f"{before.get(name, NONE)} → {now.get(name, NONE)}" for name in names}


def _last(connection: Connection) -> Told | None:
    found = connection.execute(select(Fact.value).where(Fact.name == FACT)).scalar()
    last: Told | None = json.loads(found) if found else None
    return last
