"""List the metrics of coming again and of issues, summed over contacts with what came of them.

Definitions: DEFINITIONS.md 4; what the field disputes is in DECISIONS.md. By queue all of them count where
the contact came in, by topic those of issues at the topic of the first contact.
"""

from functools import partial

from language import marked
from metrics import chains, repeats
from metrics.metric import Metric

NOT_JUDGED = marked(
    "Customers whom nobody knows; contacts whose window is not over; as coming again, who is back within 5"
    " minutes of a drop on our side."
)
NO_START = marked(
    "Customers whom nobody knows; contacts without a topic; the first 7 days of the data; contacts whose 7"
    " days are not over."
)
NOT_FOLLOWED = marked(
    "Customers whom nobody knows; contacts without a topic; issues that began in the first 7 days of the data"
    " or less than 30 days ago."
)

TRACED = partial(Metric, frame="traced", anchor="started")
OF_ISSUES = partial(Metric, frame="issues", anchor="started", direction="lower")
PER_ISSUE = partial(OF_ISSUES, unit="ratio", minimum_n=10, exclusions=NOT_FOLLOWED)

REPEAT_METRICS = (
    TRACED(
        id="repeat_rate",
        label=marked("Came again"),
        unit="share",
        minimum_n=30,
        definition=marked(
            "Share of answered contacts whose customer came again, on any channel, within 7 days of the end:"
            " about anything, unless it is asked for the same topic. By queue it counts where they came in."
        ),
        numerator=marked("contacts that another one followed in time, answered or not"),
        denominator=marked("answered contacts of known customers whose window is over"),
        exclusions=NOT_JUDGED,
        formula=repeats.repeat_rate,
        direction="lower",
    ),
    TRACED(
        id="fcr",
        label=marked("Solved at first contact"),
        unit="share",
        minimum_n=30,
        definition=marked(
            "Share of issues whose first contact was answered and whose customer did not come again about the"
            " same within 7 days. By queue it counts where they came in."
        ),
        numerator=marked("first contacts of issues that none about the same followed within 7 days"),
        denominator=marked("answered contacts before which the customer had none of that topic for 7 days"),
        exclusions=NO_START,
        formula=repeats.fcr,
        direction="higher",
    ),
    PER_ISSUE(
        id="contacts_per_issue",
        label=marked("Contacts per issue"),
        definition=marked(
            "How many contacts a customer needed for one issue, in the 30 days since it began. By queue it"
            " counts where the first one came in."
        ),
        numerator=marked("contacts of issues"),
        denominator=marked("issues, in the period in which they began"),
        formula=chains.per_issue("issue_contacts"),
    ),
    PER_ISSUE(
        id="agents_told",
        label=marked("Agents told"),
        definition=marked(
            "How many agents a customer had to tell the story to for one issue, in the 30 days since it"
            " began. By queue it counts where the first contact came in."
        ),
        numerator=marked("agents who answered contacts of issues, each once per issue"),
        denominator=marked("issues, in the period in which they began"),
        formula=chains.per_issue("issue_agents"),
    ),
    PER_ISSUE(
        id="channels_crossed",
        label=marked("Channels crossed"),
        definition=marked(
            "How many channels a customer used for one issue, in the 30 days since it began: 1 is all on one."
            " By queue it counts where the first contact came in."
        ),
        numerator=marked("channels of issues, each once per issue"),
        denominator=marked("issues, in the period in which they began"),
        formula=chains.per_issue("issue_channels"),
    ),
    PER_ISSUE(
        id="minutes_per_issue",
        label=marked("Minutes per issue"),
        definition=marked(
            "How many minutes a customer spent on one issue, in the 30 days since it began: in menus, waiting"
            " and talking. The wait for a written answer is no time spent. By queue it counts where the first"
            " contact came in."
        ),
        numerator=marked("minutes that customers spent on issues"),
        denominator=marked("issues, in the period in which they began"),
        formula=chains.minutes_per_issue,
    ),
    OF_ISSUES(
        id="next_issue_rate",
        label=marked("Another issue followed"),
        unit="share",
        minimum_n=30,
        definition=marked(
            "Share of issues whose customer came about another topic within 7 days of the first contact. By"
            " queue it counts where the first contact came in."
        ),
        numerator=marked("issues that another topic followed within 7 days"),
        denominator=marked("answered contacts before which the customer had none of that topic for 7 days"),
        exclusions=NO_START,
        formula=chains.next_issue_rate,
    ),
    TRACED(
        id="identified_rate",
        label=marked("Customer known"),
        unit="share",
        minimum_n=30,
        definition=marked(
            "Share of customers' contacts of which it is known whose they are. By queue it counts where they"
            " came in."
        ),
        numerator=marked("contacts of customers whose person is known"),
        denominator=marked("contacts that customers made"),
        exclusions=marked("Contacts that we made."),
        formula=repeats.identified_rate,
        direction="higher",
    ),
)
