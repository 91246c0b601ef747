"""The figures of goodwill: they count gestures, each with its contact, or answered contacts."""

from functools import partial

import polars as pl

from language import marked
from metrics import gestures
from ui.behind import nouns
from ui.behind.shape import EVERY, Behind, Said

COST = pl.col("gesture_cost")
DEAREST = marked("Dearest first")
GIFT = partial(Behind, frame="gestures", anchor="started", measure=COST, order=DEAREST, why="gift")
SERVED = partial(Behind, frame="served", anchor="started", measure=COST, order=DEAREST, why="cost")
PRICED = GIFT(COST.is_not_null(), longest=True, said=Said(nouns.gestures, amount=nouns.cost))
APPROVED = pl.col("is_approved")
GESTURES: dict[str, Behind] = {
    "gesture_rate": SERVED(
        gestures.TOLD,
        gestures.GIVEN,
        marked("Got a gesture"),
        marked("Got none"),
        said=Said(nouns.answered, marked("with a gesture"), marked("without")),
    ),
    "gestures": GIFT(EVERY, said=Said(nouns.gestures)),
    "gesture_cost": PRICED,
    "gesture_cost_each": PRICED,
    "gesture_cost_per_contact": SERVED(
        gestures.PRICED, longest=True, said=Said(nouns.answered, amount=nouns.cost)
    ),
    "gesture_approval_rate": GIFT(
        APPROVED.is_not_null(),
        APPROVED,
        marked("Approved by somebody else"),
        marked("On the agent's own word"),
        said=Said(nouns.gestures, marked("that somebody else approved"), marked("on the agent's own word")),
    ),
}
