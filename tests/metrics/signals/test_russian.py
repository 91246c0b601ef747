import datetime as dt
import random
from zoneinfo import ZoneInfo

import pytest

from metrics.signals import SIGNALS, due, read
from metrics.signals.reading import counted
from metrics.signals.russian import RUSSIAN
from metrics.signals.tokens import words_of

ZONE = "Asia/Jerusalem"
RIVALS = ("Телвиа", "Норком", "Орбител")
# As in test_reading: what one word of a text may cost.
STEPS_A_WORD = 60
PARTS = " ".join([*RUSSIAN.sets.values(), *RUSSIAN.rules.values()]).replace("|", " ").split()
VOCABULARY = [part for part in (raw.strip("*?=+-_.^$\"'@") for raw in PARTS) if part]


def signals(text: str) -> set[str]:
    return {one.signal for one in read(text, None, RIVALS).found}


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("cancel", "кл. настаивает на расторжении, предложения слушать не стал"),
        ("cancel", "Снимите меня с обслуживания"),
        ("cancel", "Не буду продлевать контракт на следующий год"),
        ("cancel", "ещё одна такая авария, и вы потеряете клиента"),
        ("cancel", "если до пятницы не почините, перехожу к другому провайдеру"),
        ("cancel", "Как расторгнуть договор? Устала от вас"),
        ("cancel", "Хочу cancel и больше ничего"),
        ("competitor", "Клиентка уходит к Норкому"),
        ("competitor", "у конкурентов такой тариф стоит 60 шекелей"),
        ("complaint", "Дойду до суда, так и знайте"),
        ("complaint", "Жалоба на грубость курьера зарегистрирована"),
        ("complaint", "буду жаловаться в министерство связи"),
        ("third_time", "3-й звонок кл. по неработающему ТВ"),
        ("third_time", "4е обращение по той же неиспр."),
        ("third_time", "Сколько раз можно повторять"),
        ("third_time", "Трижды просил прислать договор"),
        ("no_call_back", "Вы так и не перезвонили"),
        ("no_call_back", "никто мне не ответил"),
        ("no_call_back", "Кл. ждёт ответа третью неделю"),
        ("no_call_back", "Менеджер должен был набрать вчера"),
        ("unheard", "Разговариваю как со стеной"),
        ("unheard", "меня переводят из отдела в отдел по кругу"),
        ("unheard", "приходится заново всё рассказывать"),
        ("promise", "перезв. через 2 часа"),
        ("promise", "Техник назначен на завтра 14-16"),
        ("promise", "обещала решить вопрос до пятницы"),
        ("refused", "По регламенту скидка не положена"),
        ("refused", "«не предусмотрено договором», вот и весь ответ"),
        ("refused", "нет полномочий на скидку свыше 20%"),
        ("anger", "кл. орёт, матерится"),
        ("anger", "ПОЗОР вашей компании"),
        ("payment", "С меня дважды сняли деньги за ноябрь"),
        ("payment", "Платёж не прошёл"),
        ("payment", "Хорат кева вернулась из банка"),
        ("resolved", "сбросил настройки, кл. подтвердил что работает"),
        ("resolved", "Больше не виснет"),
        ("resolved", "Вопрос снят"),
        ("thanks", "Кол акавод вашему технику"),
        ("thanks", "Очень вежливый мастер"),
        ("thanks", "кл. хвалит поддержку"),
    ],
)
def test_a_signal_is_found(signal, text):
    assert signal in signals(text)


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("cancel", "кл. не хочет расторгать, хочет только скидку"),
        ("cancel", "Отмените визит техника в четверг, пожалуйста"),
        ("cancel", "Отключите мне платный канал"),
        ("cancel", "Спросила про штраф за досрочное расторжение"),
        ("cancel", "думал уйти, но после разговора решил остаться"),
        ("cancel", "вы отключили мне интернет"),
        ("competitor", "Пришла к вам от Телвии пять лет назад"),
        ("competitor", "курьерская компания потеряла мою посылку"),
        ("complaint", "Кл. жалуется на медленный интернет"),
        ("complaint", "кл. отозвал жалобу от 3.11"),
        ("complaint", "Судя по всему, роутер старый"),
        ("complaint", "Я юрист, нужна квитанция"),
        ("third_time", "Звоню второй раз, уточнить адрес"),
        ("third_time", "На третьем этаже нет сигнала"),
        ("third_time", "звонил кл. 3 раза, не берет трубку"),
        ("third_time", "в 3 раза быстрее стало"),
        ("no_call_back", "кл. просил не перезванивать"),
        ("no_call_back", "Жду вашего ответа. С уважением, Мария"),
        ("no_call_back", "Кл. не перезвонил, закрываю"),
        ("unheard", "Не слышу вас, связь плохая"),
        ("unheard", "кл. не понял счёт, объяснил ещё раз"),
        ("promise", "Кл. перезвонит завтра сам"),
        ("promise", "Перезвоню, когда будет информация"),
        ("promise", "Можете перезвонить завтра после 5?"),
        ("promise", "доставка обычно занимает до пятницы"),
        ("promise", "Обещали перезвонить до шести, никто не позвонил"),
        ("promise", "если завтра не починят, буду звонить снова"),
        ("refused", "Кл. отказался от скидки"),
        ("refused", "по техническим причинам оптика невозможна"),
        ("anger", "Я не злюсь, просто устал"),
        ("anger", "мошенники звонят от вашего имени"),
        ("anger", "скотч и тупик, материал для кабеля"),
        ("payment", "Как поменять карту для оплаты?"),
        ("payment", "долгов нет"),
        ("payment", "долго грузится приставка"),
        ("payment", "двойного списания нет"),
        ("resolved", "Надеюсь, завтра заработает"),
        ("resolved", "Так и не починили"),
        ("resolved", "Вы пишете «решено», а ничего не работает"),
        ("resolved", "вчера починили, сегодня снова не работает"),
        ("thanks", "Поблагодарил кл. за терпение"),
        ("thanks", "спасибо, не надо"),
        ("thanks", "Благодаря обновлению меню стало другим"),
        ("thanks", "Спасибо за ничего."),
    ],
)
def test_a_near_miss_is_none(signal, text):
    assert signal not in signals(text)


def test_so_and_so_never_called_is_no_call_back_though_it_denies():
    assert signals("так никто и не набрал") == {"no_call_back"}


def test_what_the_policy_says_is_quoted():
    assert signals("В правилах сказано: абонент вправе подать жалобу в министерство") == set()
    assert signals("Фраза из скрипта: хочу расторгнуть договор") == set()


def test_yo_is_ye_and_capitals_do_not_matter():
    assert signals("ПЛАТЁЖ НЕ ПРОШЁЛ") == signals("платеж не прошел") == {"payment"}


def test_the_words_found_are_those_of_the_text():
    text = "Здравствуйте 👋 кл. ХОЧЕТ\u200f расторгнуть, орёт."

    found = read(text).found

    assert [(one.signal, one.words) for one in found] == [
        ("cancel", "ХОЧЕТ\u200f расторгнуть"),
        ("anger", "орёт"),
    ]
    assert [text[one.start : one.end] for one in found] == [one.words for one in found]


def test_a_text_in_two_languages_is_read_by_the_rules_of_both():
    assert signals("No refund per policy, кл. обматерил оператора") == {"refused", "anger"}


def test_there_are_rules_for_every_signal():
    assert set(RUSSIAN.rules) == {*SIGNALS, "quote", "says"}


@pytest.mark.parametrize("seed", range(10))
def test_no_text_costs_more_than_its_words(seed):
    chance = random.Random(seed)
    few = chance.choices(VOCABULARY, k=chance.choice([2, 5, 20, 500]))
    text = " ".join(chance.choice(few) for _ in range(1_200))

    assert counted(text, None, ("Телвиа",))[1] <= STEPS_A_WORD * len(words_of(text))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("сегодня", "2026-11-18T23:59"),
        ("вечером", "2026-11-18T21:00"),
        ("утром", "2026-11-19T12:00"),
        ("до конца смены", "2026-11-18T23:59"),
        ("до 18", "2026-11-18T18:00"),
        ("до 6 часов", "2026-11-18T18:00"),
        ("в 15 часов", "2026-11-18T15:00"),
        ("в 3 часа дня завтра", "2026-11-19T15:00"),
        ("завтра в 10 утра", "2026-11-19T10:00"),
        ("завтра до обеда", "2026-11-19T12:00"),
        ("завтра с 8 до 10", "2026-11-19T10:00"),
        ("завтра вечером", "2026-11-19T21:00"),
        ("послезавтра до 15:00", "2026-11-20T15:00"),
        ("через полчаса", "2026-11-18T12:50"),
        ("в теч. часа", "2026-11-18T13:20"),
        ("в течение двух часов", "2026-11-18T14:20"),
        ("в течение 2-3 часов", "2026-11-18T15:20"),
        ("в течение суток", "2026-11-19T12:20"),
        ("в течение 3 рабочих дней", "2026-11-23T23:59"),
        ("в теч. 3-х раб. дней", "2026-11-23T23:59"),
        ("до воскресенья", "2026-11-22T23:59"),
        ("в пн утром", "2026-11-23T12:00"),
        ("25-го в 10", "2026-11-25T10:00"),
        ("на 25-е", "2026-11-25T23:59"),
        ("25 ноября после обеда", "2026-11-25T17:00"),
        ("до 1.12", "2026-12-01T23:59"),
        ("до конца недели", "2026-11-20T23:59"),
        ("на следующей неделе", "2026-11-27T23:59"),
    ],
)
def test_a_promise_falls_due(words, expected):
    text = f"Перезвоню кл. {words}"
    written = dt.datetime(2026, 11, 18, 12, 20, tzinfo=ZoneInfo(ZONE))

    instant = due(read(text), text, written, ZONE, (6, 7))

    assert instant is not None
    assert instant.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%dT%H:%M") == expected


@pytest.mark.parametrize("words", ["с пятницы", "в прошлую пятницу", "3 дня назад", "вчера", "позже"])
def test_what_is_no_time_to_come_is_no_promise(words):
    assert "promise" not in signals(f"Перезвоню кл. {words}")
