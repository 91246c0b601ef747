"""The two stores, opened together."""

from dataclasses import dataclass, replace
from pathlib import Path

from language import _
from settings import Settings
from store.history import History
from store.state import Guard, State, StateError


@dataclass(frozen=True)
class Store:
    """History and state of one installation."""

    history: History
    state: State
    folder: Path

    def under(self, guard: Guard) -> "Store":
        """Give the same stores, whose state is written only while `guard` confirms."""
        return replace(self, state=self.state.under(guard))

    def close(self) -> None:
        self.state.close()


def open_store(settings: Settings) -> Store:
    """Open the stores, making the folder and the state database at the first call. Raises StateError."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        (settings.data / ".writable").touch()
    except OSError as error:
        sentence = _("The data folder {folder} cannot be written: {error}.")
        raise StateError(sentence.format(folder=settings.data, error=error.strerror)) from error
    return Store(History(settings.data / "history"), State(settings.database_url), settings.data)
