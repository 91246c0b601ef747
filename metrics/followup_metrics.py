"""List the metric of follow-ups, in the period in which the calls were due.

What opens one is in `followups`, what counts as a call in `followed`; why is in DECISIONS.md. By queue it
counts where the contact came in, by agent and team with whom it ended.
"""

from language import marked
from metrics import followed
from metrics.metric import Metric

FOLLOWUP_METRICS = (
    Metric(
        id="followup_rate",
        label=marked("Called again in time"),
        unit="share",
        minimum_n=30,
        definition=marked(
            "Share of follow-ups due in the period whose customer was spoken to in time: as somebody marked,"
            " or as an answered call of ours about the same shows. A follow-up opens by itself after a low"
            " answer, a complaint, or a hard contact that is said to be solved."
        ),
        numerator=marked("follow-ups whose customer was spoken to in time"),
        denominator=marked("follow-ups due so far"),
        exclusions=marked("Follow-ups that are not due yet; those closed as not needed."),
        formula=followed.followup_rate,
        frame="followups",
        anchor="due",
        direction="higher",
    ),
)
