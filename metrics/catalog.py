"""List every metric of the product, in the words of the people who read it.

Definitions: DEFINITIONS.md 0 to 6; what the field disputes is in DECISIONS.md.
"""

from functools import partial

from language import marked
from metrics import arrivals, waits, work
from metrics.agents import AGENT_METRICS
from metrics.availability_metrics import AVAILABILITY_METRICS
from metrics.followup_metrics import FOLLOWUP_METRICS
from metrics.gesture_metrics import GESTURE_METRICS
from metrics.metric import Metric
from metrics.promise_metrics import PROMISE_METRICS
from metrics.ratio import count
from metrics.repeat_metrics import REPEAT_METRICS
from metrics.routing_metrics import ROUTING_METRICS
from metrics.satisfaction_metrics import SATISFACTION_METRICS
from metrics.voices_metrics import VOICES_METRICS

ANSWERED_IN_TIME = marked("visits answered within the threshold")
OFFERED = marked("visits answered or abandoned, less short abandons")
CLOSED = marked("Visits outside opening hours; visits whose wait or threshold is not known.")

COUNT = partial(Metric, unit="count")
ARRIVALS = partial(COUNT, frame="contacts", anchor="started")
DURATION = partial(Metric, unit="seconds", minimum_n=10)
SHARE = partial(Metric, unit="share", minimum_n=30)
LEVEL = partial(SHARE, exclusions=CLOSED, direction="higher")

ALL_METRICS = (
    ARRIVALS(
        id="contacts",
        label=marked("Contacts"),
        definition=marked("Every contact that began, those that ended in the menu included."),
        numerator=marked("contacts"),
        formula=lambda of: count(of("contacts")),
    ),
    ARRIVALS(
        id="menu_exits",
        label=marked("Left in the menu"),
        definition=marked("Contacts that ended inside the menu, before any queue."),
        numerator=marked("contacts that left in the menu"),
        formula=lambda of: count(of("menu_exits")),
        direction="lower",
    ),
    SHARE(
        id="menu_exit_rate",
        label=marked("Left in the menu"),
        definition=marked(
            "Share of contacts that ended inside the menu. By queue it counts where the menu was leading."
        ),
        numerator=marked("contacts that left in the menu"),
        denominator=marked("contacts that entered a menu"),
        exclusions=marked("Contacts without a menu."),
        formula=arrivals.menu_exit_rate,
        frame="contacts",
        anchor="started",
        direction="lower",
    ),
    ARRIVALS(
        id="demand_outside_hours",
        label=marked("Outside opening hours"),
        definition=marked("Contacts that began when their queue was closed: in no service level, but here."),
        numerator=marked("contacts outside opening hours"),
        formula=lambda of: count(of("outside_hours")),
    ),
    COUNT(
        id="offered",
        label=marked("Offered"),
        definition=marked("Queue visits that could have been answered: answered or abandoned, not at once."),
        numerator=OFFERED,
        formula=lambda of: count(waits.offered(of)),
    ),
    COUNT(
        id="answered",
        label=marked("Answered"),
        definition=marked("Queue visits that an agent answered."),
        numerator=marked("answered visits"),
        formula=lambda of: count(of("answered")),
    ),
    COUNT(
        id="answered_in_time",
        label=marked("Answered in time"),
        definition=marked("Queue visits answered within the threshold of their queue."),
        numerator=ANSWERED_IN_TIME,
        exclusions=CLOSED,
        formula=lambda of: count(of("answered_in_time")),
    ),
    COUNT(
        id="abandoned",
        label=marked("Gave up"),
        definition=marked("Queue visits that the customer left before an answer, short ones included."),
        numerator=marked("abandoned visits"),
        formula=lambda of: count(of("abandoned")),
        direction="lower",
    ),
    COUNT(
        id="short_abandons",
        label=marked("Left at once"),
        definition=marked("Abandoned so soon (5 s by default) that nobody could have answered."),
        numerator=marked("visits abandoned within the short limit"),
        formula=lambda of: count(of("short")),
    ),
    SHARE(
        id="abandon_rate",
        label=marked("Gave up"),
        definition=marked("Share of offered visits that the customer left before an answer."),
        numerator=marked("abandoned visits, less short abandons"),
        denominator=OFFERED,
        exclusions=marked("Short abandons; those who left inside the menu."),
        formula=waits.abandon_rate,
        direction="lower",
    ),
    COUNT(
        id="callbacks_asked",
        label=marked("Asked for a call-back"),
        definition=marked("Queue visits that ended with the customer asking to be called back."),
        numerator=marked("visits that asked for a call-back"),
        formula=lambda of: count(of("callbacks")),
    ),
    COUNT(
        id="flow_outs",
        label=marked("Flowed out"),
        definition=marked("Queue visits that the system sent elsewhere unanswered: overflow or voicemail."),
        numerator=marked("visits that overflowed or went to voicemail"),
        formula=lambda of: count(of("flow_outs")),
        direction="lower",
    ),
    COUNT(
        id="waiting",
        label=marked("Still waiting"),
        definition=marked("Queue visits that nobody has answered yet."),
        numerator=marked("visits still waiting"),
        formula=lambda of: count(of("waiting")),
        direction="lower",
    ),
    Metric(
        id="longest_waiting",
        label=marked("Longest now"),
        unit="seconds",
        definition=marked("The age of the oldest visit that is still waiting."),
        numerator=marked("longest age of those still waiting"),
        denominator=marked("visits still waiting"),
        formula=waits.longest_waiting,
        direction="lower",
    ),
    DURATION(
        id="asa",
        label=marked("Average wait"),
        definition=marked("Average wait of answered visits, those answered at once included."),
        numerator=marked("seconds waited by answered visits"),
        denominator=marked("answered visits"),
        formula=waits.asa,
        direction="lower",
    ),
    DURATION(
        id="wait_median",
        label=marked("Typical wait"),
        definition=marked("Half of the answered visits waited longer."),
        numerator=marked("median wait"),
        denominator=marked("answered visits"),
        formula=lambda of: of("wait_median"),
        direction="lower",
    ),
    DURATION(
        id="wait_p90",
        label=marked("9 in 10 wait under"),
        definition=marked("Nine in ten answered visits waited less."),
        numerator=marked("90th percentile of the wait"),
        denominator=marked("answered visits"),
        formula=lambda of: of("wait_p90"),
        direction="lower",
    ),
    Metric(
        id="longest_wait",
        label=marked("Longest wait"),
        unit="seconds",
        definition=marked("The longest wait of any visit, however it ended; still waiting counts by age."),
        numerator=marked("longest wait"),
        denominator=marked("visits"),
        formula=waits.longest_wait,
        direction="lower",
    ),
    COUNT(
        id="minutes_waited",
        label=marked("Minutes waited"),
        definition=marked("Minutes that all customers together spent in the queue, however it ended."),
        numerator=marked("minutes waited by everybody"),
        formula=waits.minutes_waited,
        direction="lower",
    ),
    DURATION(
        id="patience_median",
        label=marked("Patience"),
        definition=marked("Half would stay longer than this before giving up, if nobody answered."),
        numerator=marked("abandoned visits"),
        denominator=marked("visits; the answered ones count until their answer"),
        formula=lambda of: of("patience_median"),
        judged_by="numerator",
    ),
    DURATION(
        id="offered_wait_median",
        label=marked("Wait offered"),
        definition=marked("Half would wait longer than this for an answer, if nobody gave up."),
        numerator=marked("answered visits"),
        denominator=marked("visits; the abandoned ones count until they left"),
        formula=lambda of: of("offered_wait_median"),
        direction="lower",
        judged_by="numerator",
    ),
    DURATION(
        id="first_response_median",
        label=marked("First reply"),
        definition=marked("Half of written messages wait longer for the first reply by a person."),
        numerator=marked("messages, mails and posts that were replied to"),
        denominator=marked("messages, mails and posts; unanswered ones count until now"),
        exclusions=marked("Voice and chat; replies by a bot."),
        formula=lambda of: of("first_response_median"),
        direction="lower",
        judged_by="numerator",
    ),
    LEVEL(
        id="service_level",
        label=marked("In time"),
        definition=marked("Share of offered visits answered within the threshold."),
        numerator=ANSWERED_IN_TIME,
        denominator=OFFERED,
        formula=waits.service_level,
    ),
    LEVEL(
        id="service_level_strict",
        label=marked("In time, every abandon a miss"),
        definition=marked("Share of answered and abandoned visits that were answered within the threshold."),
        numerator=ANSWERED_IN_TIME,
        denominator=marked("visits answered or abandoned"),
        formula=waits.service_level_strict,
    ),
    LEVEL(
        id="service_level_ignore",
        label=marked("In time, early abandons ignored"),
        definition=marked("As in time, leaving out everybody who abandoned within the threshold."),
        numerator=ANSWERED_IN_TIME,
        denominator=marked("visits answered or abandoned, less those abandoned within the threshold"),
        formula=waits.service_level_ignore,
    ),
    LEVEL(
        id="service_level_positive",
        label=marked("In time, early abandons a success"),
        definition=marked("As in time, counting those who abandoned within the threshold as served."),
        numerator=marked("visits answered or abandoned within the threshold"),
        denominator=marked("visits answered or abandoned"),
        formula=waits.service_level_positive,
    ),
    LEVEL(
        id="service_level_removed",
        label=marked("Out of the queue in time"),
        definition=marked("Share of all visits answered, abandoned or promised a call-back in time."),
        numerator=marked("visits answered, abandoned or called back within the threshold"),
        denominator=marked("all queue visits"),
        formula=waits.service_level_removed,
    ),
    LEVEL(
        id="service_level_answered",
        label=marked("In time, of answered"),
        definition=marked("Share of answered visits answered within the threshold. It flatters."),
        numerator=ANSWERED_IN_TIME,
        denominator=marked("answered visits"),
        formula=waits.service_level_answered,
    ),
    LEVEL(
        id="service_level_live",
        label=marked("In time, now"),
        definition=marked("As in time, counting those still waiting over the threshold as missed."),
        numerator=ANSWERED_IN_TIME,
        denominator=marked("offered visits, and those waiting over the threshold"),
        formula=waits.service_level_live,
    ),
    DURATION(
        id="handle_time",
        label=marked("Handle time"),
        definition=marked("Average of talk, hold and wrap-up, of the parts that the source reports."),
        numerator=marked("seconds of talk, hold and wrap-up"),
        denominator=marked("answered visits whose handling has ended"),
        exclusions=marked("Rows that lack a part which their source reports; they are counted."),
        formula=work.handle_time,
        anchor="ended",
    ),
    COUNT(
        id="handle_left_out",
        label=marked("Handle time not known"),
        definition=marked("Handled visits that lack a part of handling which their source reports."),
        numerator=marked("handled visits left out of handle time"),
        formula=work.handle_left_out,
        anchor="ended",
        direction="lower",
    ),
    COUNT(
        id="short_handled",
        label=marked("Handled in under 10 s"),
        definition=marked("Answered visits handled in under 10 s: a known way to game talk-time targets."),
        numerator=marked("answered visits handled in under 10 s"),
        formula=lambda of: count(of("short_handled")),
        anchor="ended",
        direction="lower",
    ),
    *AGENT_METRICS,
    *ROUTING_METRICS,
    *REPEAT_METRICS,
    *SATISFACTION_METRICS,
    *PROMISE_METRICS,
    *GESTURE_METRICS,
    *FOLLOWUP_METRICS,
    *VOICES_METRICS,
    *AVAILABILITY_METRICS,
)
METRICS: dict[str, Metric] = {metric.id: metric for metric in ALL_METRICS}
