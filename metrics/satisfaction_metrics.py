"""List the metrics of what customers say when they are asked.

Definitions: DEFINITIONS.md 5; what the field disputes is in DECISIONS.md. By queue all of them count where
the contact came in, by agent and team with whom the invitation was about.
"""

from functools import partial

from language import marked
from metrics import satisfaction
from metrics.metric import Metric

NOT_VALID = marked("Answers whose score is not on their scale or whose scale is not known.")
ANSWERS = marked("valid answers")
ASKED = partial(Metric, frame="surveys", anchor="started", direction="higher", minimum_n=30)

SATISFACTION_METRICS = (
    ASKED(
        id="csat",
        label=marked("Satisfied"),
        unit="share",
        definition=marked(
            "Share of valid answers in the upper quarter of their scale: 4 and 5 of 5, 6 and 7 of 7. An"
            " answer counts in the week of its contact, however late it came."
        ),
        numerator=marked("satisfied answers"),
        denominator=ANSWERS,
        exclusions=NOT_VALID,
        formula=satisfaction.csat,
    ),
    ASKED(
        id="csat_weighted",
        label=marked("Satisfied, weighted"),
        unit="share",
        definition=marked(
            "As satisfied, with the answers weighted to stand for all who were asked, by queue, transfer,"
            " repeat and wait. Its n is what the weights leave of it (Kish)."
        ),
        numerator=marked("satisfied answers, weighted"),
        denominator=marked("valid answers, as many as the weights leave (n_eff)"),
        exclusions=NOT_VALID,
        formula=lambda of: of("csat_weighted"),
    ),
    ASKED(
        id="nps",
        label=marked("Would recommend (NPS)"),
        unit="points",
        definition=marked(
            "Share of 9 and 10 less share of 0 to 6, on the scale of 0 to 10: between −100 and 100."
        ),
        numerator=marked("promoters less detractors"),
        denominator=ANSWERS,
        exclusions=marked("Answers on any other scale than 0 to 10."),
        formula=satisfaction.nps,
    ),
    ASKED(
        id="ces",
        label=marked("Found it easy"),
        unit="share",
        definition=marked("Share of 5 to 7 on the scale of 1 to 7, where 7 is easy (CES 2.0)."),
        numerator=marked("answers of 5 to 7"),
        denominator=ANSWERS,
        exclusions=marked("Answers on any other scale than 1 to 7."),
        formula=satisfaction.ces,
    ),
    ASKED(
        id="solved_rate",
        label=marked("Say it was solved"),
        unit="share",
        definition=marked("Share of valid answers to “was it solved?” that say yes."),
        numerator=marked("answers of yes"),
        denominator=ANSWERS,
        exclusions=NOT_VALID,
        formula=satisfaction.solved_rate,
    ),
    ASKED(
        id="response_rate",
        label=marked("Answered the survey"),
        unit="share",
        definition=marked("Share of invitations that were answered, of all questions together."),
        numerator=marked("invitations answered"),
        denominator=marked("invitations"),
        formula=satisfaction.response_rate,
        direction="neutral",
    ),
)
