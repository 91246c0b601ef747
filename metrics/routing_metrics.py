"""List the metrics of routing and of the menu, summed over contacts with the way they took.

Definitions: DEFINITIONS.md 3; what the field disputes is in DECISIONS.md. By queue all of them count where
the contact came in: the first queue it entered, or where the menu led those who entered none.
"""

from functools import partial

from language import marked
from metrics import menu, routing
from metrics.metric import Metric

ANSWERED = marked("answered contacts")
MISROUTED = marked("misrouted contacts")
COST_UNKNOWN = marked("Contacts of which a wait or a handling is not known; they are counted.")
UNASKED = marked("Contacts without a menu; those that were recognised and asked nothing.")
NO_PATH = marked("Contacts without a menu, or whose path through it is not known.")

TRACED = partial(Metric, frame="traced", anchor="started", direction="lower")
SHARE = partial(TRACED, unit="share", minimum_n=30)
COUNT = partial(TRACED, unit="count")

MISROUTES = (
    SHARE(
        id="transfer_rate",
        label=marked("Transferred"),
        definition=marked(
            "Share of answered contacts that an agent moved to another queue, planned or not. By queue it"
            " counts at the first queue."
        ),
        numerator=marked("contacts that an agent moved to another queue"),
        denominator=ANSWERED,
        exclusions=marked("Consultations; what the system moved on before anybody answered."),
        formula=routing.transfer_rate,
    ),
    SHARE(
        id="misroute_rate",
        label=marked("Began at the wrong desk"),
        definition=marked(
            "Share of answered contacts that were moved on, not only as planned, and ended in another queue"
            " than the first or came back to one they had left. By queue it counts at the first queue."
        ),
        numerator=MISROUTED,
        denominator=ANSWERED,
        exclusions=marked("Planned escalations; what the system moved on before anybody answered."),
        formula=routing.misroute_rate,
    ),
    SHARE(
        id="misroute_rate_shown",
        label=marked("Wrong place, with evidence"),
        definition=marked(
            "Share of answered contacts that were misrouted and show it by at least one of four signs: the"
            " agent's word, the topic, a quick transfer, a return. By queue it counts at the first queue."
        ),
        numerator=marked("misrouted contacts with at least one sign"),
        denominator=ANSWERED,
        exclusions=marked("A sign that cannot be judged counts as not shown."),
        formula=routing.misroute_rate_shown,
    ),
    SHARE(
        id="misroute_rate_disposition",
        label=marked("Wrong place by the agent's word"),
        definition=marked(
            "Share of answered contacts that were misrouted and of which an agent noted a wrong department,"
            " language or skill. By queue it counts at the first queue."
        ),
        numerator=marked("misrouted contacts that an agent noted as such"),
        denominator=marked("answered contacts of sources that give dispositions"),
        exclusions=marked("Contacts of sources that give no dispositions at all."),
        formula=routing.misroute_rate_by("disposition"),
    ),
    SHARE(
        id="misroute_rate_topic",
        label=marked("Wrong place by topic"),
        definition=marked(
            "Share of answered contacts that were misrouted and whose topic is not the first queue's. By"
            " queue it counts at the first queue."
        ),
        numerator=marked("misrouted contacts whose topic another queue owns"),
        denominator=marked("answered contacts whose topic has a known owner"),
        exclusions=marked("Contacts without a topic; topics whose owner is not known."),
        formula=routing.misroute_rate_by("topic"),
    ),
    SHARE(
        id="misroute_rate_quick",
        label=marked("Wrong place by a quick transfer"),
        definition=marked(
            "Share of answered contacts that were misrouted and moved on within 90 s of an answer. By queue"
            " it counts at the first queue."
        ),
        numerator=marked("misrouted contacts moved on within 90 s of an answer"),
        denominator=marked("answered contacts of which it is known how soon they were moved on"),
        exclusions=marked("Contacts moved on when nobody knows how long after the answer."),
        formula=routing.misroute_rate_by("quick"),
    ),
    SHARE(
        id="misroute_rate_bounce",
        label=marked("Wrong place by a return"),
        definition=marked(
            "Share of answered contacts that were misrouted and sent back to the queue they had just left. By"
            " queue it counts at the first queue."
        ),
        numerator=marked("misrouted contacts that were sent back"),
        denominator=ANSWERED,
        formula=routing.misroute_rate_by("bounce"),
    ),
    COUNT(
        id="bounces",
        label=marked("Sent back"),
        definition=marked(
            "How often misrouted contacts were sent back to the queue they had just left. By queue it counts"
            " at the first queue."
        ),
        numerator=marked("returns of misrouted contacts, each counted"),
        formula=routing.FORMULAS["bounces"],
    ),
    COUNT(
        id="extra_wait_minutes",
        label=marked("Extra wait"),
        definition=marked(
            "Minutes that misrouted contacts waited after their first queue, however it ended. By queue it"
            " counts at the first queue."
        ),
        numerator=marked("minutes waited after the first queue by misrouted contacts"),
        exclusions=COST_UNKNOWN,
        formula=routing.minutes("extra_wait_ms"),
    ),
    COUNT(
        id="wasted_handle_minutes",
        label=marked("Wasted handling"),
        definition=marked(
            "Minutes that agents handled misrouted contacts before the last agent did. By queue it counts at"
            " the first queue."
        ),
        numerator=marked("minutes of handling in vain"),
        exclusions=COST_UNKNOWN,
        formula=routing.minutes("wasted_handle_ms"),
    ),
    COUNT(
        id="net_extra_wait_minutes",
        label=marked("Extra wait, net"),
        definition=marked(
            "Extra wait less what people usually wait who come straight to the last queue at that hour of the"
            " week; it may be negative. By queue it counts at the first queue."
        ),
        numerator=marked("minutes of extra wait, less the usual wait"),
        exclusions=marked("Contacts whose extra wait or usual wait is not known; they are counted."),
        formula=routing.minutes("net_extra_wait_ms"),
    ),
    COUNT(
        id="misroute_costs_unknown",
        label=marked("Cost not known"),
        definition=marked(
            "Misrouted contacts of which a wait, a handling or the usual wait is not known. By queue it"
            " counts at the first queue."
        ),
        numerator=marked("misrouted contacts that lack one of their times"),
        formula=routing.FORMULAS["misroute_costs_unknown"],
    ),
)

MENU = (
    TRACED(
        id="menu_time_median",
        label=marked("Time in the menu"),
        unit="seconds",
        minimum_n=10,
        definition=marked(
            "Half of those who entered a menu spent longer in it. By queue it counts where they came in."
        ),
        numerator=marked("median time in the menu"),
        denominator=marked("contacts that entered a menu and whose time in it is known"),
        exclusions=marked("Contacts without a menu."),
        formula=menu.FORMULAS["menu_time_median"],
    ),
    COUNT(
        id="menu_hang_ups",
        label=marked("Hung up in the menu"),
        definition=marked(
            "Contacts that entered a menu and ended inside it, before any queue and without their task done."
            " By queue they count where the menu was leading."
        ),
        numerator=marked("contacts that hung up in the menu"),
        exclusions=UNASKED,
        formula=menu.hang_ups,
    ),
    SHARE(
        id="menu_hang_up_rate",
        label=marked("Hung up in the menu"),
        definition=marked(
            "Share of those in a menu who hung up inside it. By queue it counts where the menu was leading."
        ),
        numerator=marked("contacts that hung up in the menu"),
        denominator=marked("contacts that entered a menu"),
        exclusions=UNASKED,
        formula=menu.hang_up_rate,
    ),
    SHARE(
        id="menu_opt_out_rate",
        label=marked("Asked for a person"),
        definition=marked(
            "Share of those in a menu who asked for a person before they reached an end of it. By queue it"
            " counts where they came in."
        ),
        numerator=marked("contacts that asked for a person in the menu"),
        denominator=marked("contacts that went through a menu by a known path"),
        exclusions=NO_PATH,
        formula=menu.opt_out_rate,
    ),
    SHARE(
        id="menu_loop_rate",
        label=marked("Went in circles"),
        definition=marked(
            "Share of those in a menu who came to the same place three times or more. By queue it counts"
            " where they came in."
        ),
        numerator=marked("contacts that were at one place three times"),
        denominator=marked("contacts that went through a menu by a known path"),
        exclusions=NO_PATH,
        formula=menu.loop_rate,
    ),
    SHARE(
        id="menu_trouble_rate",
        label=marked("Trouble in the menu"),
        definition=marked(
            "Share of those in a menu who hung up, went in circles, asked for a person or came to the wrong"
            " desk; each counts once. By queue it counts where they came in."
        ),
        numerator=marked("contacts that ran into trouble in the menu"),
        denominator=marked("contacts that went through a menu by a known path"),
        exclusions=NO_PATH,
        formula=menu.trouble_rate,
    ),
    SHARE(
        id="containment_rate",
        label=marked("Done in the menu"),
        definition=marked(
            "Share of those in a menu who completed their task there and did not come again, on any channel,"
            " within 7 days. By queue it counts where they came in."
        ),
        numerator=marked("contacts done in the menu and not back within 7 days"),
        denominator=marked("contacts of known customers that entered a menu and ended 7 days ago or earlier"),
        exclusions=marked("Customers whom nobody knows; contacts whose 7 days are not over."),
        formula=menu.containment_rate,
        direction="higher",
    ),
)
ROUTING_METRICS = (*MISROUTES, *MENU)
