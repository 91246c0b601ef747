"""A team's week with people to thank, invented, for tests of the recognition mail."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from emails.post import Post
from emails.recognition import Band, Count, History, Quote, Recognition, Thanked
from tests.snapshots import KEPT, LEVEL, SATISFIED, WEEK

DANA = Thanked(
    award="For outstanding service",
    name="Dana Levi",
    of="Technical support · router faults, the hardest queue",
    evidence=(
        "31 of the 34 customers who answered were satisfied.",
        "With the same contacts, an average colleague would have had 24.",
        "Dana also kept every one of the 41 promises that fell due.",
    ),
    quote=Quote(
        "She stayed on the line until my router worked, and called the next day to check. Nobody has ever"
        " done that.",
        "en",
        "A customer, in a chat survey, 17 November",
    ),
    bands=(
        Band("Satisfied", 31, 34, 24, 0.79, 0.72, 0.84, 0.70),
        Band("Promises kept", 41, 41, 36, 0.92, 0.885, 0.95, 0.88),
        Band("Solved first time", 160, 212, 144, 0.74, 0.70, 0.775, 0.68),
        Band("Hard contacts kept", 52, 88, 48, 0.565, 0.51, 0.635, 0.54),
    ),
    reasons=(
        "Dana’s contacts are compared only with contacts like them: same queue, topic and channel.",
        "On three of four measures even the cautious end of the estimate is above the expected.",
        "Dana and Maya Azoulay are tied this week. Maya had her turn last week, so this one is Dana’s.",
    ),
    history=History(
        2,
        date(2026, 8, 23),
        (
            ("Maya Azoulay", (date(2026, 11, 8), date(2026, 11, 14))),
            ("Amir Cohen", (date(2026, 11, 1), date(2026, 11, 7))),
        ),
        "Noa Bar",
    ),
)
YUSUF = Thanked(
    *("Most improved", "Yusuf Haddad", "Orders"),
    ("Solved 73 % of contacts the first time (137 of 188), 61 % in the eight weeks before.",),
    Quote("Quick, clear, done. I did not have to explain twice.", "en"),
)
AMIR = Thanked(
    *("Above and beyond", "Amir Cohen", "Retention"),
    ("Waived a delivery fee after a late parcel, and called back to the minute.",),
    Quote("עמיר חזר אליי בדיוק כשהבטיח. סוף סוף מישהו שמקשיב.", "he"),
)
RECOGNITION = Recognition(
    week=WEEK,
    team="Technical support",
    centre="Contact centre",
    until=datetime(2026, 11, 21, 22, 0, tzinfo=UTC),
    publication=4182,
    how="People are compared with what was expected on their own contacts. There is no list of anyone else.",
    best=DANA,
    others=(YUSUF, AMIR),
    past=(LEVEL, SATISFIED, KEPT),
    counts=(Count("kind_words", 171), Count("promises_kept", 879), Count("answered_in_time", 9890, 20)),
    leave="https://moked.example.com/recognition?leave=1",
    is_demo=True,
)
POST = Post(
    ZoneInfo("Asia/Jerusalem"),
    7,
    time(8, 0),
    "https://moked.example.com/voices?kind=thanks",
    "https://moked.example.com/mailing",
    "https://moked.example.com/mailing?leave=recognition",
)
