"""What a day hands on to the next of single contacts: who comes again, is owed a call, waits for a reply."""

from random import Random
from typing import NamedTuple

from connectors.demo.chance import Key, mix_of_key
from connectors.demo.dates import local_date
from connectors.demo.inquiry import Inquiry, inquiry
from connectors.demo.people import customer_mix
from connectors.demo.world import World

# Why somebody makes contact: of his own accord; again after leaving a queue or finding nobody, after an agent
# rang off, because nothing was solved, because a promise was not kept; as one of those who drift away.
CAUSES = ("", "retry", "cut off", "unsolved", "chased", "drifting")


class Thread(NamedTuple):
    """A contact by what makes it: its key, when it begins, whose it is, where and about what, and why."""

    ordinal: int
    n: int
    following: int
    at: int
    customer: int
    queue: int
    topic: int
    cause: int

    @property
    def key(self) -> Key:
        return (self.ordinal, self.n, self.following)


class Owed(NamedTuple):
    """A call-back that was promised: when, by whom (-1 is the system), and by when."""

    thread: Thread
    made: int
    due: int
    agent: int


def thread_of(centre: World, made: Inquiry) -> Thread:
    """Give what makes a contact."""
    topics = centre.queues[made.owner].topics
    cause = "drifting" if made.is_drifting else made.cause
    return Thread(
        *made.key,
        made.started,
        made.customer,
        made.owner,
        topics.index(made.topic),
        CAUSES.index(cause),
    )


def inquiry_of(centre: World, thread: Thread) -> Inquiry:
    """Make the contact of a thread: the same whenever it is made."""
    mix = mix_of_key(centre.mix, thread.key)
    topic = centre.queues[thread.queue].topics[thread.topic]
    day = local_date(thread.at, centre.zone)
    who = (thread.customer, customer_mix(centre.mix, thread.customer))
    made = inquiry(centre, day, thread.at, thread.queue, topic, who, Random(mix))
    made.key, made.mix = thread.key, mix
    made.is_drifting = CAUSES[thread.cause] == "drifting"
    made.cause = "" if made.is_drifting else CAUSES[thread.cause]
    return made
