"""List the metrics of promises, in the period in which they were due, and of complaints.

Definitions: DEFINITIONS.md 6; what the field disputes is in DECISIONS.md. By queue both count where the
contact came in, by agent and team promises with who made them.
"""

from functools import partial

from language import marked
from metrics import complaints, promises
from metrics.metric import Metric

OF_PROMISES = partial(Metric, frame="promises", anchor="due")
OF_COMPLAINTS = partial(Metric, frame="complaints", anchor="started", direction="lower")
NO_DATE = marked("Promises without a date.")

PROMISE_METRICS = (
    OF_PROMISES(
        id="promise_kept_rate",
        label=marked("Promises kept"),
        unit="share",
        minimum_n=30,
        definition=marked(
            "Share of promises due in the period that were kept in time, and before the customer had to ask:"
            " a call-back within 15 minutes (or as the settings say), anything else on its day."
        ),
        numerator=marked("promises kept in time, before the customer asked"),
        denominator=marked("promises kept, tried in time or broken"),
        exclusions=marked("Promises that are not due yet; promises without a date that nobody kept."),
        formula=promises.kept_rate,
        direction="higher",
    ),
    OF_PROMISES(
        id="promises_open",
        label=marked("Promises still to keep"),
        unit="count",
        definition=marked("Promises due in the period that are neither kept nor late so far."),
        numerator=marked("promises that are not due yet"),
        exclusions=NO_DATE,
        formula=promises.still_open,
    ),
    OF_PROMISES(
        id="promises_overdue",
        label=marked("Promises overdue"),
        unit="count",
        definition=marked(
            "Promises due in the period that are broken and not kept to this day, those that were tried in"
            " time left out."
        ),
        numerator=marked("broken promises that nobody has kept since"),
        exclusions=NO_DATE,
        formula=promises.overdue,
        direction="lower",
    ),
    OF_PROMISES(
        id="promise_lateness_median",
        label=marked("How late, typically"),
        unit="seconds",
        minimum_n=10,
        definition=marked(
            "Half of the promises that were not kept in time, tried or not, were kept later than this; what"
            " is still not kept counts as long as it lasts."
        ),
        numerator=marked("promises that were kept late"),
        denominator=marked(
            "promises not kept in time, those tried in vain included; those not kept count until now"
        ),
        exclusions=NO_DATE,
        formula=lambda of: of("promise_lateness"),
        direction="lower",
        judged_by="numerator",
    ),
    OF_COMPLAINTS(
        id="complaint_first_answer_median",
        label=marked("First answer to complaints"),
        unit="seconds",
        minimum_n=10,
        definition=marked(
            "Half of the complaints wait longer than this for the first answer by a person; unanswered ones"
            " count until now. By queue it counts where the contact came in."
        ),
        numerator=marked("complaints that a person answered"),
        denominator=marked("complaints; unanswered ones count until now"),
        formula=lambda of: of("complaint_first_answer"),
        judged_by="numerator",
    ),
    OF_COMPLAINTS(
        id="complaints_open",
        label=marked("Complaints open"),
        unit="count",
        definition=marked(
            "Complaints made in the period that are not solved so far. By queue it counts where the contact"
            " came in."
        ),
        numerator=marked("complaints that are not solved"),
        exclusions=marked("Complaints of sources that never say what was solved; they are counted."),
        formula=complaints.still_open,
    ),
)
