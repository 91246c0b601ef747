"""How many contacts a timely message could save, by kind of event: a figure in the form of other metrics."""

from language import marked
from metrics.metric import Metric
from metrics.ratio import count

NAMES = ("kind", "hours")
PREVENTED_METRICS = (
    Metric(
        id="contacts_prevented",
        label=marked("Could be prevented"),
        unit="count",
        definition=marked(
            "Contacts a week within 24 hours after something happened to customers (or within 1 or 72, by"
            " hours), above those that the same people make at the same hours of other weeks; 0 where they"
            " are fewer. Up to so many could a timely message save: an event is followed by them, which does"
            " not say that it is their cause."
        ),
        numerator=marked("contacts after events, less the usual ones"),
        denominator=marked("weeks in which events were asked about"),
        exclusions=marked(
            "Events whose window is not over; those with no other week to be held against; contacts of"
            " customers who are not known."
        ),
        formula=lambda of: count(of("contacts_prevented")),
        direction="lower",
    ),
)
PREVENTED: dict[str, Metric] = {metric.id: metric for metric in PREVENTED_METRICS}
