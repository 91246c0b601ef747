"""The rules for English. The notation is explained in metrics/signals/notation.py.

One block per signal. What a signal means:

    cancel        wants or threatens to end the service, contract or account
    competitor    another provider is named or said to be the alternative
    complaint     a formal complaint, regulator, lawyer, court or press is asked for or threatened
    third_time    at least the third contact, visit or failure about the same thing
    no_call_back  a promised or expected call or answer did not come
    unheard       nobody listens, understands or reads; has to tell it again; is passed on and on
    promise       we undertake to do something by a time that is given
    refused       something was refused because of policy, rules or lacking authority
    anger         strong anger: shouting, insults, "a disgrace"
    payment       paying failed or went wrong
    resolved      the matter is solved now
    thanks        the customer thanks or praises
"""

from metrics.signals.english.answering import NO_CALL_BACK
from metrics.signals.english.complaining import ANGER, COMPLAINT
from metrics.signals.english.leaving import CANCEL, COMPETITOR
from metrics.signals.english.listening import UNHEARD
from metrics.signals.english.promising import PROMISE
from metrics.signals.english.refusing import PAYMENT, REFUSED
from metrics.signals.english.repeating import THIRD_TIME
from metrics.signals.english.sets import AFTER, BREAKS, NEGATIONS, NOT_NEGATIONS, SETS
from metrics.signals.english.solving import RESOLVED
from metrics.signals.english.thanking import THANKS
from metrics.signals.english.times import TIMES
from metrics.signals.notation import Lexicon

QUOTE = """
    policy|script|scripts|t_c|t_cs|terms|procedure|template|guideline|guidelines|contract says|say|states|
        state|reads|read
    per|acc|according ..1 script
    script|faq|kb|template|quote|subject $
    read ..2 script|terms|t_cs|policy|statement
    what does ..1 mean
"""

COMMON = """
    the a an to of in on for and or is are was were be i you he she it we they my your his her our
    this that with not no do does did have has had will would can at as by from but if so me him
    them what when how cust customer re w
"""
SAYS = """
    agent!: @customer ..2 says|say|said|saying|wrote|writes|shouts|shouted|shouting|yelled|yells|screamed|
        screams|claims|claimed|states|stated|demands|demanded|quote|threatened|threatens|insists|complains|
            mentioned|replied
    agent!: ^ says|said|shouts|shouted|yelled|screamed|wrote|claims|quote
    agent!: his|her|cust's|customer's|own words
"""


ENGLISH = Lexicon(
    language="en",
    rules={
        "cancel": CANCEL,
        "competitor": COMPETITOR,
        "complaint": COMPLAINT,
        "third_time": THIRD_TIME,
        "no_call_back": NO_CALL_BACK,
        "unheard": UNHEARD,
        "promise": PROMISE,
        "refused": REFUSED,
        "anger": ANGER,
        "payment": PAYMENT,
        "resolved": RESOLVED,
        "thanks": THANKS,
        "quote": QUOTE,
        "says": SAYS,
    },
    sets=SETS,
    negations=NEGATIONS,
    not_negations=NOT_NEGATIONS,
    breaks=BREAKS,
    after=AFTER,
    common=COMMON,
    times=TIMES,
)
