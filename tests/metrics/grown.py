"""Weeks of contacts and what was written in them, drawn by a seed, with or without a problem that grows."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from metrics.growing import LEAST_EVER, Problem, growing
from metrics.periods import DAY_S, EPOCH
from metrics.spoken import Spoken, spoken
from metrics.weekly_shares import Weeks, placed

SUNDAY = date(2026, 3, 1)
AT = Weeks(SUNDAY, 12)
TOPICS = ("App", "Bill", "Order")
WRITERS = (("he", "agent", "note"), ("en", "customer", "note"), ("ru", "customer", "comment"))
POOLS = {
    "he": "חשבונית משלוח כרטיס תשלום מסך נתב שליח חיוב זיכוי הזמנה קו טכנאי סיסמה מחסן חבילה תקלה",
    "en": "invoice delivery card payment screen router courier charge credit order line engineer password",
    "ru": "счёт доставка карта платёж экран роутер курьер списание возврат заказ линия техник пароль склад",
}
PLANTED = {
    "he": "האפליקציה קורסת אחרי העדכון",
    "en": "the app crashes since the update",
    "ru": "приложение вылетает после обновления",
}


def contacts(
    seed: int, a_day: int = 60, weeks: int = 12, people: int = 4000, last_day: int | None = None
) -> pl.DataFrame:
    """Draw contacts of some weeks: contact_id, person, topic_family, started_local_s, day."""
    draws = np.random.default_rng(seed)
    days = weeks * 7 if last_day is None else last_day
    counts = draws.poisson(a_day, days)
    day = np.repeat(np.arange(days), counts)
    n = day.size
    since = (SUNDAY - EPOCH).days
    return pl.DataFrame(
        {
            "contact_id": [f"c{at}" for at in range(n)],
            "person": [f"p{one}" for one in draws.integers(0, people, n)],
            "topic_family": [TOPICS[one] for one in draws.integers(0, len(TOPICS), n)],
            "started_local_s": (since + day) * DAY_S + 36_000,
            "day": day,
        }
    )


def texts(rows: pl.DataFrame, seed: int, words: int = 6) -> pl.DataFrame:
    """Write a text for each contact: contact_id, language, author, kind, masked."""
    draws = np.random.default_rng([seed, 1])
    who = draws.integers(0, len(WRITERS), rows.height)
    made = []
    for at in who:
        pool = POOLS[WRITERS[at][0]].split()
        made.append(" ".join(pool[one] for one in draws.integers(0, len(pool), words)))
    told = {name: [WRITERS[at][n] for at in who] for n, name in enumerate(("language", "author", "kind"))}
    return pl.DataFrame({"contact_id": rows["contact_id"], **told, "masked": made})


def with_problem(
    rows: pl.DataFrame, said: pl.DataFrame, share: float, since: int, until: int = 99, topic: str = "App"
) -> pl.DataFrame:
    """Let a share of the contacts of a topic tell of the problem, from a week on."""
    week = pl.col("day") // 7
    mine = rows.filter((pl.col("topic_family") == topic) & (week >= since) & (week < until))
    chosen = mine.sample(fraction=share, seed=7)["contact_id"]
    planted = pl.col("masked") + ". " + pl.col("language").replace_strict(PLANTED)
    is_told = pl.col("contact_id").is_in(chosen.implode())
    return said.with_columns(masked=pl.when(is_told).then(planted).otherwise("masked"))


def heard(said: pl.DataFrame) -> Spoken:
    return spoken(said, least=LEAST_EVER)


def found(rows: pl.DataFrame, said: pl.DataFrame, at: Weeks = AT) -> list[Problem]:
    """Judge the newest of these weeks."""
    return growing(placed(rows, at), heard(said), at)


def shuffled(rows: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Deal the days out anew, so that no week differs but by chance."""
    return rows.with_columns(pl.col("started_local_s").shuffle(seed=seed))


def start(week: int) -> date:
    return SUNDAY + timedelta(7 * week)
