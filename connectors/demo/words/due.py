"""When something was promised for, in the words of each language, as seen from when it was written down."""

from dataclasses import dataclass

import numpy as np
import polars as pl

WINDOW_H = 2  # a technician's window ends when the visit is due
BUSINESS_WEEK = "1111001"  # Sunday to Thursday, told from Monday


@dataclass(frozen=True)
class Words:
    """How a language tells days and times; `days` are Monday to Sunday."""

    today: str
    tomorrow: str
    days: tuple[str, str, str, str, str, str, str]
    next_week: str  # around a day
    dated: str
    by: tuple[str, str]  # around a time, around a full hour
    noon: tuple[str, str]
    evening: str
    window: tuple[str, str]
    one_day: str
    business_days: str
    soon: str


WORDS = {
    "en": Words(
        today="today",
        tomorrow="tomorrow",
        days=(
            "on Monday",
            "on Tuesday",
            "on Wednesday",
            "on Thursday",
            "on Friday",
            "on Saturday",
            "on Sunday",
        ),
        next_week="{} next week",
        dated="on %-d/%-m",
        by=("by {}", "before {}"),
        noon=("before noon", "by midday"),
        evening="by the end of the day",
        window=("between {} and {}", "{}–{}"),
        one_day="within one business day",
        business_days="within {} business days",
        soon="soon",
    ),
    "he": Words(
        today="היום",
        tomorrow="מחר",
        days=("ביום שני", "ביום שלישי", "ביום רביעי", "ביום חמישי", "ביום שישי", "בשבת", "ביום ראשון"),
        next_week="{} בשבוע הבא",
        dated="ב-%-d.%-m",
        by=("עד השעה {}", "עד {}"),
        noon=("לפני הצהריים", "עד 12 בצהריים"),
        evening="עד סוף היום",
        window=("בין {} ל-{}", "{}–{}"),
        one_day="תוך יום עסקים אחד",
        business_days="תוך {} ימי עסקים",
        soon="בהקדם",
    ),
    "ru": Words(
        today="сегодня",
        tomorrow="завтра",
        days=(
            "в понедельник",
            "во вторник",
            "в среду",
            "в четверг",
            "в пятницу",
            "в субботу",
            "в воскресенье",
        ),
        next_week="{} на следующей неделе",
        dated="%d.%m",
        by=("до {}", "до {}"),
        noon=("до полудня", "до обеда"),
        evening="до конца дня",
        window=("с {} до {}", "{}–{}"),
        one_day="в течение одного рабочего дня",
        business_days="в течение {} рабочих дней",
        soon="в ближайшее время",
    ),
}
WRITTEN, DUE, STYLE = pl.col("written_local"), pl.col("promise_due"), pl.col("style")


def due_words(rows: pl.DataFrame) -> pl.Series:
    """Say when, for rows of language, written_local, promise_due, promise_kind and style (0..3).

    A technician's window ends at promise_due; an unknown due time is "soon".
    """
    told = rows.with_columns(_business_days(rows))
    spoken = pl.coalesce(
        pl.when(pl.col("language") == name).then(_of(words)) for name, words in WORDS.items()
    )
    return told.select(text=spoken)["text"]


def _of(words: Words) -> pl.Expr:
    kind, days, known = pl.col("promise_kind"), _days(), pl.col("business_days")
    counted = pl.when(known == 1).then(pl.lit(words.one_day)).otherwise(pl.format(words.business_days, known))
    timed = pl.concat_str(_day(words), pl.lit(" "), _time(words))
    return (
        pl.when(DUE.is_null())
        .then(pl.lit(words.soon))
        .when((kind == "credit") & (STYLE < 3) & (known > 0))
        .then(counted)
        .when((kind == "credit") | ((kind == "delivery") & (STYLE > 1) & (days > 0)))
        .then(_day(words))
        .when(kind == "technician")
        .then(pl.concat_str(_day(words), pl.lit(" "), _window(words)))
        .otherwise(timed)
    )


def _day(words: Words) -> pl.Expr:
    weekday = DUE.dt.weekday().replace_strict(dict(enumerate(words.days, 1)), return_dtype=pl.String)
    days = _days()
    return (
        pl.when(days == 0)
        .then(pl.lit(words.today))
        .when(days == 1)
        .then(pl.lit(words.tomorrow))
        .when(days.is_between(2, 6))
        .then(weekday)
        .when((days > 0) & (_week(DUE) - _week(WRITTEN) == pl.duration(days=7)))
        .then(pl.format(words.next_week, weekday))
        .otherwise(DUE.dt.strftime(words.dated))
    )


def _time(words: Words) -> pl.Expr:
    at_full, at_noon = DUE.dt.minute() == 0, (DUE.dt.hour() == 12) & (DUE.dt.minute() == 0)
    return (
        pl.when(at_noon & (STYLE < 2))
        .then(pl.when(STYLE == 0).then(pl.lit(words.noon[0])).otherwise(pl.lit(words.noon[1])))
        .when((DUE.dt.hour() >= 17) & (STYLE == 0))
        .then(pl.lit(words.evening))
        .when(at_full & (STYLE == 3))
        .then(pl.format(words.by[1], DUE.dt.strftime("%-H")))
        .otherwise(pl.format(words.by[0], DUE.dt.strftime("%H:%M")))
    )


def _window(words: Words) -> pl.Expr:
    begins = DUE - pl.duration(hours=WINDOW_H)
    brief = (STYLE > 1) & (DUE.dt.minute() == 0)
    short = pl.format(words.window[1], begins.dt.strftime("%-H"), DUE.dt.strftime("%-H"))
    long = pl.format(words.window[0], begins.dt.strftime("%H:%M"), DUE.dt.strftime("%H:%M"))
    return pl.when(brief).then(short).otherwise(long)


def _days() -> pl.Expr:
    return (DUE.dt.date() - WRITTEN.dt.date()).dt.total_days()


def _week(instant: pl.Expr) -> pl.Expr:
    """The week from Sunday to Saturday."""
    return (instant.dt.date() + pl.duration(days=1)).dt.truncate("1w")


def _business_days(rows: pl.DataFrame) -> pl.Series:
    """How many business days lie between, of which the first is not counted."""
    both = rows.select(WRITTEN.dt.date(), DUE.dt.date().fill_null(WRITTEN.dt.date()))
    days = [column.to_numpy().astype("datetime64[D]") for column in both]
    return pl.Series("business_days", np.busday_count(days[0] + 1, days[1] + 1, weekmask=BUSINESS_WEEK))
