import datetime as dt
import math
from contextvars import copy_context

import pytest

import language

SPACES = str.maketrans({"\u00a0": " "})


def plain(text: str) -> str:
    return text.translate(SPACES)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (None, "–"),
        (math.nan, "–"),
        (0, "0 s"),
        (0.04, "0 s"),
        (4.0, "4 s"),
        (4.3, "4.3 s"),
        (9.96, "10 s"),
        (34.949, "35 s"),
        (59.6, "1 min 00 s"),
        (245, "4 min 05 s"),
        (3599.7, "1 h 00 min"),
        (3900, "1 h 05 min"),
        (86_399, "1 d 00 h"),
        (183_600, "2 d 03 h"),
        (-11, "−11 s"),
        (-0.01, "0 s"),
    ],
    ids=[
        "no value",
        "not a number",
        "nothing",
        "rounds to nothing",
        "no needless decimal",
        "one decimal under ten",
        "rounds up to ten",
        "whole seconds above ten",
        "rounds up to a minute",
        "minutes and seconds",
        "rounds up to an hour",
        "hours and minutes",
        "rounds up to a day",
        "days and hours",
        "shorter than before",
        "no minus before nothing",
    ],
)
def test_a_duration_is_written_as_people_write_it(seconds, expected):
    assert plain(language.duration(seconds)) == expected


def test_a_figure_never_breaks_over_two_lines():
    assert language.duration(245) == "4\u00a0min\u00a005\u00a0s"


def test_the_parts_of_a_duration_let_a_tile_show_units_small():
    assert language.parts(204) == [("3", "min"), ("24", "s")]


def test_no_duration_has_no_parts():
    assert language.parts(None) == []


def test_a_growth_carries_its_plus():
    assert plain(language.duration(38, signed=True)) == "+38 s"


@pytest.mark.parametrize(
    ("x", "expected"),
    [(None, "–"), (0.8237, "82.4 %"), (1, "100.0 %"), (0, "0.0 %"), (-0.0001, "0.0 %")],
    ids=["no value", "one decimal", "everybody", "nobody", "no minus before nothing"],
)
def test_a_share_is_written_as_percent(x, expected):
    assert plain(language.share(x)) == expected


def test_a_target_share_needs_no_decimal():
    assert plain(language.share(0.8, digits=0)) == "80 %"


def test_a_difference_of_shares_is_in_points():
    assert plain(language.points(-0.024, signed=True)) == "−2.4 pp"


@pytest.mark.parametrize(
    ("n", "expected"),
    [(None, "–"), (21406, "21,406"), (0.4, "0"), (-1250, "−1,250")],
    ids=["no value", "thousands", "less than one", "below zero"],
)
def test_a_count_is_written_with_thousands(n, expected):
    assert language.number(n) == expected


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        (0.786, 0.797, "share", "78.6–79.7 %"),
        (46, 50, "seconds", "46–50 s"),
        (161, 182, "seconds", "2:41–3:02"),
        (40, 75, "seconds", "0:40–1:15"),
        (3540, 8055, "seconds", "59 min 00 s–2 h 14 min"),
        (1060, 1430, "count", "1,060–1,430"),
        (0.984, 1.016, "ratio", "0.98–1.02"),
        (2060, None, "seconds", "over 34 min 20 s"),
        (None, 5, "seconds", "up to 5 s"),
        (None, None, "share", "–"),
    ],
    ids=[
        "shares",
        "seconds",
        "minutes",
        "across a minute",
        "across an hour",
        "counts",
        "ratios",
        "never reached",
        "no floor",
        "no value",
    ],
)
def test_an_interval_names_its_unit_once(low, high, unit, expected):
    assert plain(language.between(low, high, unit)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (dt.date(1999, 2, 1), dt.date(1999, 2, 28), "1–28 Feb 1999"),
        (dt.date(2026, 10, 4), dt.date(2026, 11, 14), "4 Oct – 14 Nov 2026"),
        (dt.date(2026, 12, 28), dt.date(2027, 1, 3), "28 Dec 2026 – 3 Jan 2027"),
        (dt.date(2026, 11, 14), dt.date(2026, 11, 14), "14 Nov 2026"),
    ],
    ids=["one month", "two months", "two years", "one day"],
)
def test_a_period_says_no_more_than_it_must(first, last, expected):
    assert language.period(first, last) == expected


def test_a_ratio_keeps_two_decimals():
    assert language.figure(1.25, "ratio") == "1.25"


def test_an_instant_is_the_wall_clock_of_its_site():
    noon = dt.datetime(2026, 11, 14, 12, 0, tzinfo=dt.UTC)

    assert language.instant(noon, "Asia/Jerusalem") == "Sat 14 Nov 2026, 14:00"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.4, "0 s"), (59, "59 s"), (400, "6 min"), (86_400, "1 d"), (None, "–")],
    ids=["just now", "seconds", "minutes", "a day", "no value"],
)
def test_an_age_is_in_its_largest_unit(seconds, expected):
    assert plain(language.ago(seconds)) == expected


def test_a_list_reads_as_a_sentence():
    assert language.listing(["Billing", "Sales", "Support"]) == "Billing, Sales and Support"


def test_days_and_weekdays_and_months_have_names():
    saturday = dt.date(2026, 11, 14)

    assert (language.day(saturday), language.month(saturday)) == ("Sat 14 Nov", "Nov 2026")
    assert (language.weekday(7), language.weekday(7, "wide")) == ("Sun", "Sunday")


def test_an_untranslated_message_stays_english():
    assert language._("Gave up") == "Gave up"
    assert language.ngettext("one", "many", 2) == "many"


def test_hebrew_runs_from_right_to_left():
    context = copy_context()
    context.run(language.speak, "he")

    assert context.run(language.direction) == "rtl"
    assert language.direction() == "ltr"


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (1240.4, "EUR", "€1,240"),
        (9.5, "EUR", "€9.50"),
        (0.0, "EUR", "€0"),
        (-20.0, "ILS", "−₪20"),
        (90.0, "CHF", "CHF\u00a090"),
        (None, "EUR", "–"),
    ],
)
def test_money_is_written_with_its_sign(amount, currency, expected):
    assert language.money(amount, currency) == expected


def test_a_currency_has_three_letters_that_somebody_uses():
    assert [language.is_currency(code) for code in ("EUR", "eur", "EUX")] == [True, False, False]
