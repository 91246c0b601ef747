"""What one run of a page looks at: settings, stores, viewer, the newest publication and the clock."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import streamlit as st

from settings import Settings, load
from store import loop, publish
from store.opened import Store
from store.read import Viewer
from ui import served, whose
from ui.stores import machine_clock, store_of

__all__ = ["Scene", "machine_clock", "scene", "store_of"]

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
        smallest = self.settings.access.smallest_group
        scope = f"{self.viewer.role} {sorted(self.viewer.teams)} {smallest}"
        return (self.place, str(number), scope, rules, self.now.isoformat())

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """`key`, with what people did about what they heard: of figures that change with a mark."""
        return (*self.key, loop.revision(self.store.state))


def scene(viewer: Viewer) -> Scene:
    """Look at the newest publication, the clock stopped at the minute.

    Who is signed in no more sees nothing further, in what a page draws anew by itself as well. Raises
    SettingsError, StateError.
    """
    if served.way() is not None and whose.viewer() != viewer:
        st.stop()
    settings = served.held(load())
    store = store_of(settings)
    now = settings.now().replace(second=0, microsecond=0)
    return Scene(settings, store, viewer, publish.newest(store.state), now)
