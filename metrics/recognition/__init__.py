"""Fair recognition: what agents did beside what colleagues would have done with the same contacts.

Definitions: DEFINITIONS.md 10. Only who is to be thanked is ever named: there is no list of the others.
"""

from language import marked

WEEKS = 8  # of contacts that an award looks at: those of one week are too few
LEAST = 20  # contacts or answers of an agent, under which a measure says nothing of them
LEAST_MEASURES = 2
AWARDS = ("best", "improved", "helped", "beyond")
MEASURES = ("satisfied", "solved", "kept", "held")  # of "best" and "improved"

AWARD_NAMES = {
    "best": marked("For outstanding service"),
    "improved": marked("Most improved"),
    "helped": marked("Helped others most"),
    "beyond": marked("Above and beyond"),
    "idea": marked("Idea of the week"),
}
MEASURE_NAMES = {
    "satisfied": marked("Satisfied customers"),
    "solved": marked("Solved the first time"),
    "kept": marked("Promises kept"),
    "held": marked("Hard contacts kept"),
    "carried": marked("Taken over and not passed on"),
    "settled": marked("Taken over and solved"),
    "thanked": marked("Customers’ thanks"),
    "made_good": marked("Made good with a gesture"),
}
