"""What is denied, ironical or said of something else is not heard; what people say in few words is."""

import pytest

from metrics.signals import read


def signals(text: str, by: str) -> set[str]:
    return {one.signal for one in read(text, None, ("Norcom",), by).found}


@pytest.mark.parametrize(
    ("signal", "by", "text"),
    [
        ("complaint", "agent", "קיבל/ה מכתב התראה, רוצה הסדר"),
        ("complaint", "agent", "הלקוחה קיבלה מאיתנו מכתב התראה ומבקשת פריסה"),
        ("complaint", "customer", "קיבלתי מכתב התראה לפני ניתוק"),
        ("complaint", "agent", "שלחנו ללקוח מכתב התראה"),
        ("cancel", "customer", "Не хочу отменять договор"),
        ("cancel", "customer", "Не хочу отказываться от услуг"),
        ("cancel", "customer", "не хочу переплачивать за интернет"),
        ("cancel", "customer", "не хочу терять ваш интернет"),
        ("cancel", "customer", "больше не хочу ждать вашего мастера"),
        ("cancel", "customer", "Не хочу ждать вашего мастера"),
        ("cancel", "customer", "не хочу, чтобы ваш мастер снова опоздал"),
        ("cancel", "customer", "Не хочу платить за договор дважды"),
        ("cancel", "agent", "визит мастера завтра, хочет отменить"),
        ("cancel", "agent", "не хочет отменить"),
        ("refused", "customer", "не буду отменять заказ и договор"),
        ("refused", "customer", "Не хочу отменять договор"),
        ("cancel", "customer", "I don't plan on leaving you"),
        ("cancel", "customer", "I never thought of leaving you"),
        ("cancel", "customer", "I have no plan of leaving you"),
        ("thanks", "customer", "איזה שירות גרוע נתתם לי"),
        ("thanks", "customer", "איזה שירות מחורבן נתתם לי"),
        ("thanks", "customer", "איזה שירות נוראי נתתם לי"),
        ("thanks", "customer", "great service - NOT"),
        ("payment", "agent", "The payment was not declined"),
        ("payment", "agent", "the card hasn't been declined"),
        ("payment", "agent", "הכרטיס לא נדחה"),
        ("payment", "agent", "платёж не отклонён"),
        ("payment", "agent", "платёж не был отклонён"),
        ("third_time", "customer", "זו לא הפעם השלישית"),
        ("complaint", "customer", "I am not going to the ombudsman"),
        ("complaint", "customer", "not going to take this to the regulator"),
    ],
)
def test_it_is_not_heard(signal: str, by: str, text: str) -> None:
    assert signal not in signals(text, by)


@pytest.mark.parametrize(
    ("signal", "by", "text"),
    [
        ("payment", "agent", "קיבל/ה מכתב התראה, רוצה הסדר"),
        ("payment", "customer", "שלחתם לי מכתב התראה ואני לא מבין למה"),
        ("complaint", "customer", "אשלח לכם מכתב התראה"),
        ("complaint", "agent", "קיבלנו מכתב התראה מעורך הדין של הלקוח"),
        ("cancel", "customer", "не хочу больше ваш интернет"),
        ("cancel", "customer", "больше не хочу вашего интернета"),
        ("cancel", "customer", "не хочу ваши услуги"),
        ("cancel", "customer", "не хочу больше платить за ваш интернет"),
        ("cancel", "customer", "не хочу продлевать договор"),
        ("cancel", "customer", "ваши услуги мне больше не нужны"),
        ("cancel", "agent", "клиент хочет отменить"),
        ("cancel", "agent", "хочет отменить, перезвоните"),
        ("cancel", "agent", "רוצה לבטל תתקשרו אליו"),
        ("cancel", "customer", "I plan on leaving you"),
        ("cancel", "customer", "I don't want to wait any more, I am leaving you"),
        ("cancel", "customer", "I never thought of leaving you until today"),
        ("thanks", "customer", "איזה שירות נהדר נתתם לי"),
        ("thanks", "customer", "great service, not like the others"),
        ("payment", "agent", "The payment was declined"),
        ("payment", "agent", "הכרטיס נדחה"),
        ("payment", "agent", "платёж отклонён"),
        ("third_time", "customer", "זו לא הפעם השלישית אלא הרביעית"),
        ("complaint", "customer", "not solved, I am going to the ombudsman"),
    ],
)
def test_it_is_heard(signal: str, by: str, text: str) -> None:
    assert signal in signals(text, by)
