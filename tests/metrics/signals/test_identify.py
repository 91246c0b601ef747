import pytest

from metrics.signals import identify, read


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("הלקוח ביקש לנתק", None, "he"),
        ("клиент просит", None, "ru"),
        ("cust cxl", None, "en"),
        ("הלקוח ביקש לנתק את ה-router", "en", "he"),
        ("cxl router", "de", "de"),
        ("cxl router", "he", "en"),
        ("cxl router", "ar", "en"),
        ("хочу отключить", "de", "ru"),
        ("хочу отключить", "bg", "bg"),
        ("cxl router", "xx", "xx"),
        ("הלקוח ok", None, "he"),
        ("שלום ok", None, "he"),
        ("12345 👍", None, None),
        ("12345 👍", "ru", "ru"),
        ("", None, None),
        ("the customer said that he will be at home in the evening", None, "en"),
        ("Ich möchte bitte meinen Vertrag kündigen, weil das Internet immer wieder ausfällt", None, "de"),
        ("Я хочу, щоб ви відключили мені інтернет, бо він щодня не працює і це дуже погано", None, "uk"),
    ],
)
def test_a_text_has_a_language(text, declared, expected):
    assert read(text, declared).language == expected


def test_the_identifier_is_asked_only_where_the_script_leaves_more(monkeypatch):
    def asked(text: str, script: str) -> str:
        raise AssertionError("asked")

    monkeypatch.setattr(identify, "_identified", asked)

    assert read("הלקוח ביקש לנתק את כל השירותים כבר בפעם השלישית השבוע").language == "he"
    assert read("the customer asked to be called back in the evening").language == "en"
    assert read("Vertrag kündigen").language == "en"


def test_the_rules_of_a_language_are_not_for_another_of_its_script():
    german = "Ich war gestern den ganzen Tag zu Hause und die Leitung war rubbish service sagte niemand etwas"

    assert read(german, "de").found == ()
    assert [one.signal for one in read(german, "en").found] == ["anger"]
