"""List the metrics of what is heard in notes and comments; what the field disputes is in DECISIONS.md."""

from language import marked
from metrics import voices
from metrics.metric import Metric

VOICES_METRICS = (
    Metric(
        id="signal_rate",
        label=marked("Heard in their words"),
        unit="share",
        definition=marked(
            "Share of contacts with a note or comment in whose words a signal, such as anger, was heard: the"
            " one that is named, else any. A contact with several texts counts once; by queue where it came"
            " in, by agent, team and language once for each that its texts name."
        ),
        numerator=marked("contacts in whose words it was heard"),
        denominator=marked("contacts with a note or comment"),
        exclusions=marked("Contacts without words, and words that belong to no contact."),
        formula=voices.signal_rate,
        frame="texts",
        anchor="started",
        minimum_n=30,
    ),
)
