"""List the metrics of goodwill, in the period in which its contact began.

By agent and team a contact counts with who gave the gesture, one without any with who handled it last, and by
queue where it came in. What the field disputes is in DECISIONS.md.
"""

from functools import partial

from language import marked
from metrics import gestures
from metrics.metric import Metric

OF_GESTURES = partial(Metric, frame="gestures", anchor="started")
OF_SERVED = partial(Metric, frame="served", anchor="started")
NOT_TOLD = marked("Contacts between agents; contacts of sources that never tell of gestures.")
NO_COST = marked("Gestures whose cost is not known; they are counted.")

GESTURE_METRICS = (
    OF_SERVED(
        id="gesture_rate",
        label=marked("Got a gesture"),
        unit="share",
        minimum_n=30,
        definition=marked(
            "Share of answered contacts in which an agent gave something out of goodwill, however often. By"
            " agent it counts with who gave it, else with who handled the contact last."
        ),
        numerator=marked("answered contacts with a gesture"),
        denominator=marked("answered contacts"),
        exclusions=NOT_TOLD,
        formula=gestures.rate,
    ),
    OF_GESTURES(
        id="gestures",
        label=marked("Gestures"),
        unit="count",
        definition=marked("Gestures given in contacts that began in the period, whenever they were given."),
        numerator=marked("gestures"),
        formula=gestures.given,
    ),
    OF_GESTURES(
        id="gesture_cost",
        label=marked("Cost of gestures"),
        unit="count",
        definition=marked(
            "What gestures cost together, in the money that the source counts in. Its interval says how much"
            " chance alone would move it."
        ),
        numerator=marked("cost of gestures"),
        exclusions=NO_COST,
        formula=gestures.cost,
    ),
    OF_GESTURES(
        id="gesture_cost_each",
        label=marked("Cost of one gesture"),
        unit="ratio",
        minimum_n=10,
        definition=marked("What a gesture costs on average, in the money that the source counts in."),
        numerator=marked("cost of gestures"),
        denominator=marked("gestures whose cost is known"),
        exclusions=NO_COST,
        formula=gestures.cost_each,
    ),
    OF_SERVED(
        id="gesture_cost_per_contact",
        label=marked("Cost of gestures per contact"),
        unit="ratio",
        minimum_n=10,
        definition=marked(
            "What gestures cost for each answered contact, those without any included, in the money that the"
            " source counts in."
        ),
        numerator=marked("cost of gestures"),
        denominator=marked("answered contacts whose gestures all have a known cost"),
        exclusions=NOT_TOLD,
        formula=gestures.cost_per_contact,
    ),
    OF_GESTURES(
        id="gesture_approval_rate",
        label=marked("Needed approval"),
        unit="share",
        minimum_n=30,
        definition=marked(
            "Share of gestures that were given by another authority than the agent's own. Who asked and was"
            " refused is in no source."
        ),
        numerator=marked("gestures that somebody else approved"),
        denominator=marked("gestures whose authority is known"),
        exclusions=marked("Gestures whose authority is not known."),
        formula=gestures.approval_rate,
    ),
)
