"""What one run of a page looks at: settings, stores, viewer, the newest publication and the clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

import streamlit as st

from settings import Settings, load
from store import loop, publish
from store.opened import Store, open_store
from store.read import Viewer

RULES = {"thresholds", "hours", "site", "queues", "topics", "menu"}


@dataclass(frozen=True)
class Scene:
    """Everything a read needs to know; made afresh in each run of a page, so that nothing goes stale."""

    settings: Settings
    store: Store
    viewer: Viewer
    published: publish.Published | None
    now: datetime

    @cached_property
    def today(self) -> date:
        """Today by the site's wall clock."""
        return self.now.astimezone(self.settings.site.zone).date()

    @cached_property
    def place(self) -> str:
        """Where the data lies: other settings may name another place."""
        return f"{self.settings.data} {self.settings.database_url}"

    @cached_property
    def key(self) -> tuple[str, ...]:
        """What a cached figure depends on besides its filters: data, viewer, rules, and the clock."""
        number = self.published.id if self.published else 0
        rules = self.settings.model_dump_json(include=RULES)
        scope = f"{self.viewer.role} {sorted(self.viewer.teams)}"
        return (self.place, str(number), scope, rules, self.now.isoformat())

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """`key`, with what people did about what they heard: of figures that change with a mark."""
        return (*self.key, loop.revision(self.store.state))


def scene(viewer: Viewer) -> Scene:
    """Look at the newest publication, the clock stopped at the minute.

    Raises SettingsError, StateError.
    """
    settings = load()
    store = store_of(settings)
    now = settings.now().replace(second=0, microsecond=0)
    return Scene(settings, store, viewer, publish.newest(store.state), now)


def machine_clock() -> datetime:
    """This machine's time, whatever moked.toml says it is: what runs and requests are dated with."""
    return datetime.now(UTC)


def store_of(settings: Settings) -> Store:
    """The stores of these settings, opened once in a process. Raises StateError."""
    return _store(settings.data.as_posix(), settings.database_url, settings)


@st.cache_resource(show_spinner=False)
def _store(folder: str, url: str, _settings: Settings) -> Store:  # noqa: ARG001 (they are the cache's key)
    return open_store(_settings)
