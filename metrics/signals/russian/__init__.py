"""The rules for Russian. Notation: metrics/signals/notation.py; what a signal means: metrics/signals/english.

Endings: a stem with * takes every ending; where a stem would take in other words too (суд, судьба), or one
aspect or person is meant (перезвоню, not перезвонил), the forms are written out.
"""

from metrics.signals.notation import Lexicon
from metrics.signals.russian.answering import NO_CALL_BACK
from metrics.signals.russian.complaining import ANGER, COMPLAINT
from metrics.signals.russian.leaving import CANCEL, COMPETITOR
from metrics.signals.russian.listening import UNHEARD
from metrics.signals.russian.promising import PROMISE
from metrics.signals.russian.refusing import PAYMENT, REFUSED
from metrics.signals.russian.repeating import THIRD_TIME
from metrics.signals.russian.sets import AFTER, BREAKS, NEGATIONS, NOT_NEGATIONS, SETS
from metrics.signals.russian.solving import RESOLVED
from metrics.signals.russian.thanking import THANKS
from metrics.signals.russian.times import TIMES

QUOTE = """
    скрипт*|правил*|регламент*|договор*|договоре|услови*|памятк*|инструкци*|политик*|шаблон*|
        оферт* ..2 гласит|
        говорит|говорится|сказано|написано|указано|пишут|прописано|звучит
    на|в|во ..1 сайте|правилах|договоре|скрипте|памятке|приложении|условиях|оферте|faq|
        инструкции ..1 написано|сказано|указано|пишут|пишете|стоит|говорится
    написано|сказано|указано|прочитал*|читаю|читал* ..1 на|в ..1 сайте|правилах|договоре|скрипте|памятке|
        приложении|условиях|оферте|faq|инструкции
    фраза|текст|пункт|цитата|цитирую|из|по ..1 скрипт*|шаблон*
    зачитал*|зачитан*|процитировал*|озвучил* ..1 скрипт*|услови*|регламент*|памятк*
    что значит|означает|такое
"""

COMMON = """
    и в во на с со по не что как я мне меня мы вы вас вам нас нам он она они его ее их это у к ко за до
    из от о об для но а же бы ли уже еще так то кл клиент нет да где когда если все или при был была
    было есть только ваш ваша ваши мой моя мое почему
"""
SAYS = """
    agent!: говорит|сказал|сказала|кричит|кричал|кричала|орет|пишет|написал|написала|заявил|заявила|заявляет|
        дословно|слова|словам|слов|утверждает|возмущается|требует|угрожает|повторяет
"""


RUSSIAN = Lexicon(
    language="ru",
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
