"""Whose turn it is among those who cannot be told apart: a draw that anybody can make again."""

import hashlib
from collections.abc import Collection, Sequence

from metrics.recognition.told import Draw, Nominee


def turn(
    award: str,
    week: str,
    nominees: Sequence[Nominee],
    had_turn: Collection[str],
    barred: Collection[str] = (),
) -> Draw | None:
    """Draw one of the tied; None where nobody is nominated.

    Who had a turn lately comes after those who had not. `barred` got another award this week and come last.
    Each is drawn by the smallest hash of the seed and the agent's id, whatever order they come in.
    """
    among = sorted(one.agent_id for one in nominees if one.is_tied)
    if not among:
        return None
    seed = f"{week} {award}"
    ordered = sorted(among, key=lambda each: (each in barred, each in had_turn, _lot(seed, each)))
    waited = tuple(each for each in among if each in had_turn)
    return Draw(award, seed, tuple(among), waited, ordered[0])


def _lot(seed: str, agent: str) -> str:
    return hashlib.sha256(f"{seed} {agent}".encode()).hexdigest()
