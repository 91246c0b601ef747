"""Whom something can be given to: names to choose by, signatures to write."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from language import _
from store import signed
from store.aims import ChangeError
from store.signed import Names
from store.words import LONGEST_NAME, too_long
from ui.scene import Scene


@dataclass(frozen=True)
class Colleagues:
    """Accounts, then leads and teams that records name, which sign as they are called."""

    signatures: tuple[str, ...]
    names: Names

    def but(self, *others: str | None) -> list[str]:
        """Those to choose from, without some."""
        return [one for one in self.signatures if one not in others]

    def label(self, signature: str) -> str:
        """What to choose by: the name, of who signs in with the account, which nobody gives themselves."""
        return self.names.whole(signature)


def of(scene: Scene, records: Sequence[str]) -> Colleagues:
    """Give those who sign in and may be given something by the viewer, and those that `records` name."""
    state = scene.store.state
    every = (*signed.colleagues(state, scene.viewer), *records)
    return Colleagues(tuple(dict.fromkeys(every)), signed.names(state))


def answering(agents: Collection[str], name: str | None) -> str:
    """Refuse nobody, what is too long and one of some agents: executives read who answers for something.

    Raises ChangeError.
    """
    named = (name or "").strip()
    if not named:
        raise ChangeError(_("Say who answers for it."))
    if named in agents:
        sentence = _("{name} is an agent; a supervisor answers for it.")
        raise ChangeError(sentence.format(name=named))
    if len(named) > LONGEST_NAME:
        raise ChangeError(too_long(named, LONGEST_NAME))
    return named
