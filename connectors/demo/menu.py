"""The menu that callers go through: which nodes they name on their way, and where that leads them."""

from dataclasses import dataclass
from random import Random

from connectors.demo.chance import share
from connectors.demo.people import LISTED, STALE, customer_mix
from connectors.demo.queues import Topic
from connectors.demo.world import World

RECOGNISED, HUMAN, BACK = "recognised", "agent", "back"
OPT_OUTS, MISTAKES, MISTAKES_OF_BUSINESS = 0.02, 0.035, 0.01
UNLISTED = 0.12  # of the calls of businesses come from a number that is on no record
DETOURS, LOOPS = 0.07, 0.01
EXITS, SELF_SERVED = 0.03, 0.05
SELF_SERVICE = ("Where is my order", "Payment failed", "Unclear invoice")
NODE_S = (6, 14)


@dataclass(frozen=True)
class Walk:
    """A way through the menu: the queue it leads to, the nodes, and how it ends.

    is_listed says of a business whether its number is on record; of others nobody asks.
    """

    entry: int
    path: str
    outcome: str
    is_listed: bool | None = None

    @property
    def steps(self) -> int:
        return self.path.count(">") + 1

    def length(self, draws: Random) -> int:
        """Draw how long it takes, in ms."""
        return int(1000 * draws.uniform(*NODE_S) * self.steps)


def walk(centre: World, owner: int, topic: Topic, customer: int, started: int, draws: Random) -> Walk:
    """Draw the way of a customer who calls at an instant and is to be answered in `owner`."""
    is_listed = _is_listed(centre, customer, started) if centre.queues[owner].segment else None
    if is_listed:
        entry, path = _led_by_record(centre, owner, customer, draws)
    else:
        entry, path = _led(centre, owner, topic, draws)
    if path not in (RECOGNISED, HUMAN):
        path = _detour(centre, draws) + path
    return Walk(entry, path, _outcome(topic, draws), is_listed)


def is_stale(centre: World, customer: int) -> bool:
    """Say whether the record of a business names a wrong home queue."""
    if centre.stories is None:
        return False
    return share(customer_mix(centre.mix, customer), STALE) < centre.stories.stale.share


def _is_listed(centre: World, customer: int, started: int) -> bool:
    """Say whether a business calls from a number that is on record; it has others as well."""
    return share(customer_mix(centre.mix, customer) ^ started, LISTED) >= UNLISTED


def _led_by_record(centre: World, owner: int, customer: int, draws: Random) -> tuple[int, str]:
    chance = draws.random()
    if is_stale(centre, customer):
        assert centre.stories is not None
        return centre.stories.stale.queue, RECOGNISED
    return _another(centre, owner, draws) if chance < MISTAKES_OF_BUSINESS else owner, RECOGNISED


def _led(centre: World, owner: int, topic: Topic, draws: Random) -> tuple[int, str]:
    chance = draws.random()
    if centre.queues[owner].segment:
        return owner, _leaf(centre, owner, topic)
    if chance < OPT_OUTS:
        return centre.spoken[0], HUMAN
    if chance < OPT_OUTS + MISTAKES:
        wrong = _another(centre, owner, draws)
        return wrong, _leaf(centre, wrong, draws.choice(centre.queues[wrong].topics))
    option = centre.stories.option if centre.stories else None
    if option and (owner, topic.name) == (option.owner, option.topic) and draws.random() < option.share:
        return option.queue, option.path
    return owner, _leaf(centre, owner, topic)


def _another(centre: World, owner: int, draws: Random) -> int:
    return draws.choice([queue for queue in centre.spoken if queue != owner])


def _leaf(centre: World, queue: int, topic: Topic) -> str:
    return f"{centre.queues[queue].branch}>{topic.name.lower()}"


def _detour(centre: World, draws: Random) -> str:
    """Into another branch and back first, or round and round."""
    chance = draws.random()
    if chance >= DETOURS + LOOPS:
        return ""
    branch = centre.queues[draws.choice(centre.spoken)].branch
    return f"{branch}>{BACK}>" * (1 if chance < DETOURS else draws.randint(3, 4))


def _outcome(topic: Topic, draws: Random) -> str:
    chance = draws.random()
    if chance < EXITS:
        return "exited"
    if topic.name in SELF_SERVICE and chance < EXITS + SELF_SERVED:
        return "completed"
    return "queued"
