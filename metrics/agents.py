"""List the metrics of agents' time, the part of the catalog that is summed over stretches.

Definitions: DEFINITIONS.md 2; what the field disputes is in DECISIONS.md.
"""

from functools import partial

from language import marked
from metrics import occupancy
from metrics.metric import Metric

NO_STATES = marked("Days of agents whose states are not known.")

STATES = partial(Metric, frame="states", anchor="began")
TIME = partial(STATES, unit="seconds")

AGENT_METRICS = (
    STATES(
        id="occupancy",
        label=marked("Occupancy"),
        unit="share",
        definition=marked(
            "Share of the time on contacts or available for one that agents spent on contacts:"
            " talk, hold and wrap-up. Several at once count once."
        ),
        numerator=marked("agents' seconds on at least one contact"),
        denominator=marked("agents' seconds on at least one contact or available and idle"),
        exclusions=marked("Ringing, breaks, meetings; days of agents whose states are not known."),
        formula=occupancy.occupancy,
    ),
    Metric(
        id="load",
        label=marked("Contacts at once"),
        unit="ratio",
        definition=marked("How many contacts an agent who was on any had at once, on average."),
        numerator=marked("seconds of all contacts, from the answer to the end of handling"),
        denominator=marked("agents' seconds on at least one contact"),
        exclusions=marked("Contacts whose end is not known."),
        formula=occupancy.load,
        frame="handling",
        anchor="began",
    ),
    TIME(
        id="time_on_contact",
        label=marked("Time on contacts"),
        definition=marked("Clock time that agents spent on at least one contact, wrap-up included."),
        numerator=marked("agents' seconds on at least one contact"),
        formula=occupancy.time_on_contact,
    ),
    TIME(
        id="time_available",
        label=marked("Time available"),
        definition=marked("Time that agents were ready for a contact and had none."),
        numerator=marked("agents' seconds available and on no contact"),
        exclusions=NO_STATES,
        formula=occupancy.time_in("available_ms"),
    ),
    TIME(
        id="time_ringing",
        label=marked("Time ringing"),
        definition=marked("Time that a contact rang at agents who were on no other."),
        numerator=marked("agents' seconds ringing and on no contact"),
        exclusions=NO_STATES,
        formula=occupancy.time_in("ringing_ms"),
    ),
    TIME(
        id="time_on_break",
        label=marked("Time on breaks"),
        definition=marked("Time that agents were on a break and on no contact."),
        numerator=marked("agents' seconds on a break and on no contact"),
        exclusions=NO_STATES,
        formula=occupancy.time_in("break_ms"),
    ),
    TIME(
        id="time_in_meetings",
        label=marked("Time in meetings"),
        definition=marked("Time that agents were in meetings or training and on no contact."),
        numerator=marked("agents' seconds in meetings and on no contact"),
        exclusions=NO_STATES,
        formula=occupancy.time_in("meeting_ms"),
    ),
    TIME(
        id="time_in_wrap_up",
        label=marked("Time in wrap-up"),
        definition=marked("Time that agents' state was wrap-up; a part of the time on contacts."),
        numerator=marked("agents' seconds in wrap-up"),
        exclusions=NO_STATES,
        formula=occupancy.time_in("wrap_up_ms"),
    ),
    TIME(
        id="time_logged_in",
        label=marked("Time logged in"),
        definition=marked(
            "Staffed time: on contacts, available, ringing, on breaks and in meetings together."
        ),
        numerator=marked("agents' seconds in any state but offline, or on a contact"),
        exclusions=NO_STATES,
        formula=occupancy.time_in("logged_in_ms"),
    ),
)
