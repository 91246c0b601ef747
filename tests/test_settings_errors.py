"""Settings that are refused: the key, the value and what is allowed, and never a secret."""

import re
from pathlib import Path

import pytest

from settings import SettingsError, load
from tests.set_down import written

WALLBOARD = """[[webhooks]]
name = "wallboard"
url = "https://wallboard.example.com"
secret = "0123456789abcdef"
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[site]\ntimezon = "UTC"', "Unknown key 'site.timezon' in moked.toml; did you mean 'timezone'?"),
        (
            "nwo = 3",
            "Unknown key 'nwo' in moked.toml; did you mean 'now'? Known here: access, alerts, complaints,",
        ),
        ("zzz = 3", "Unknown key 'zzz' in moked.toml. Known here: access, alerts, complaints,"),
        (
            '[site]\ntimezone = "Asia/Jerusalme"',
            (
                "moked.toml: site.timezone = 'Asia/Jerusalme' is not allowed: an IANA time zone is needed;"
                " did you mean 'Asia/Jerusalem'?"
            ),
        ),
        ("now = 1999-03-01T00:00:00", "is not allowed: it needs its offset"),
        ('now = "yesterday"', "moked.toml: now = 'yesterday' is not allowed"),
        (
            '[site]\nweek_start = "sonday"',
            "'sonday' is not allowed: a weekday's name is needed, one of monday",
        ),
        ('[[connectors]]\nkind = "files"', "moked.toml: connectors.0.name is missing."),
        (
            '[signals]\ncompetitors = ["Telvia", "ab "]',
            "'ab' is too short to be told from other words; a name needs at least 3 letters or digits",
        ),
        ('[signals]\ncompetitors = [" - "]', "is not allowed: '-' is too short to be told from other words"),
        (
            '[signals]\ncompetitors = ["Telvia", 5]',
            "signals.competitors.1 = 5 is not allowed: a text is needed",
        ),
        (
            '[signals]\ncompetitors = "Telvia"',
            """signals.competitors = 'Telvia' is not allowed: a list is needed, as in ["Telvia"].""",
        ),
        (
            "[retention]\ncontacts_days = 60",
            "retention.contacts_days = 60 is not allowed: a whole number from 90 to 3660 is needed.",
        ),
        (
            "[retention]\ncontacts_days = 400\ntexts_days = 401",
            (
                "moked.toml: retention.texts_days = 401 is not allowed: what belongs to a contact goes with"
                " it at the latest, and contacts_days is 400."
            ),
        ),
        ("[retention]\nlegs_days = 400", "Unknown key 'retention.legs_days' in moked.toml"),
        ("[signals]\nrivals = []", "Unknown key 'signals.rivals' in moked.toml."),
        ('[[connectors]]\nname = "a b"\nkind = "files"', "connectors.0.name = 'a b' is not allowed"),
        (
            '[[connectors]]\nname = "a"\nkind = "files"\n[[connectors]]\nname = "a"\nkind = "files"',
            "two connectors are named 'a'; each needs a name of its own.",
        ),
        (
            '[[hours]]\nmonday = ["7-9"]',
            "hours.0.monday.0 = '7-9' is not allowed: a stretch of the day such as",
        ),
        ('[[hours]]\nmonday = ["17:00-09:00"]', "'17:00-09:00' is not allowed: a stretch of the day such as"),
        ("[refresh]\nevery_s = 1", "moked.toml: refresh.every_s = 1 is not allowed"),
        ("[refresh", "moked.toml is not valid TOML: "),
        ('source = "x"', "Unknown key 'source' in moked.toml."),
        ('data = "${MOKED_ABSENT}"', "The environment has no MOKED_ABSENT, which the settings ask for."),
        (
            "[signals]\ncompetitors = true",
            'competitors = true is not allowed: a list is needed, as in ["…", "…"].',
        ),
        (
            '[signals]\ncompetitors = ["   ", "Telvia"]',
            "is not allowed: a name is empty; each needs at least 3 letters",
        ),
        (
            '[signals]\ncompetitors = ["!!!"]',
            "is not allowed: '!!!' is too short to be told from other words",
        ),
        (
            "[promises]\ncall_back_grace_minutes = true",
            "promises.call_back_grace_minutes = true is not allowed: a number from 0 to 1440 is needed.",
        ),
        (
            '[followups]\nlow_answer_hours = "8"',
            "low_answer_hours = '8' is not allowed: a number above 0 and up to 1440 is needed.",
        ),
        (
            "[followups]\nlow_answer_hours = nan",
            "low_answer_hours = nan is not allowed: a number above 0 and up to 1440 is needed.",
        ),
        ('[followups]\nhear_complaints = "yes"', "= 'yes' is not allowed: true or false is needed."),
        ("[followups]\nmost_a_day = 0", "= 0 is not allowed: a whole number from 1 to 10000 is needed."),
        ("[followups]\nmost_a_day = 2.5", "= 2.5 is not allowed: a whole number from 1 to 10000 is needed."),
        (
            "[targets]\nvalue = 3",
            "{'value': 3} is not allowed: a list of sections is needed, each under [[targets]].",
        ),
        ("[[site]]", "site = [{}] is not allowed: a section is needed, under [site]."),
        ("[complaints]\nsteps = 3", "a list of sections is needed, each under [[complaints.steps]]."),
        (
            "[[thresholds]]\nsince = 5",
            "thresholds.0.since = 5 is not allowed: a day is needed, as in 2026-01-31.",
        ),
        ("[[hours]]\nclosed_on = 2026-04-02", "a list is needed, as in [2026-04-02]."),
        (
            "[[hours]]\nclosed_on = [0001-01-01]",
            "closed_on.0 = 0001-01-01 is not allowed: it lies too far away;",
        ),
        (
            "now = 1999-03-01",
            "now = 1999-03-01 is not allowed: an instant is needed, as in 1999-03-01T00:00:00+02:00.",
        ),
        ("data = 5", "data = 5 is not allowed: the path of a folder is needed."),
        ('[site]\nlanguage = "he"', "language = 'he' is not allowed: only \"en\" is known."),
        ("[site]\nkeep_publications_days = 3", "in moked.toml; it belongs above all sections. Known here:"),
        ("opt_outs = []", "Unknown key 'opt_outs' in moked.toml; it belongs under [menu]. Known here:"),
        (
            "[replay]\nspeed = 2\nsince = 2999-01-01T00:00:00Z",
            "moked.toml is not allowed as it is: [replay] needs",
        ),
        ("now = 5", "moked.toml: now = 5 is not allowed: an instant is needed"),
        ("site = 5", "moked.toml: site = 5 is not allowed: a section is needed, under [site]."),
        ("connectors = 5", "connectors = 5 is not allowed: a list of sections is needed"),
        ('[[thresholds]]\nchannel = "voise"\nanswer_s = 3', "thresholds.0.channel = 'voise' is not allowed"),
        ("[[thresholds]]\nanswer_s = inf", "thresholds.0.answer_s = inf is not allowed"),
        ('[[targets]]\nmetric = "asa"\nvalue = nan', "targets.0.value = nan is not allowed"),
        ("keep_publications_days = 90", "keep_publications_days = 90 is not allowed"),
        (
            '[[thresholds]]\nchannel = "voise"',
            "one of voice, chat, message, social, email, web, walk_in is needed; did you mean 'voice'?",
        ),
        (
            '[[connectors]]\nname = "a"\nkind = "files"\nown_directions = ["inbond"]',
            (
                "connectors.0.own_directions.0 = 'inbond' is not allowed: one of inbound, outbound, callback"
                ", internal is needed; did you mean 'inbound'?"
            ),
        ),
        (
            '[[connectors]]\nname = "a"\nkind = "files"\nown_directions = []',
            "connectors.0.own_directions = [] is not allowed: at least one is needed.",
        ),
        (
            '[[queues]]\nname = "A"\nserves = { langage = ["he"] }',
            (
                "Unknown key 'queues.0.serves.langage' in moked.toml; did you mean 'language'? Known here:"
                " language, plan, segment."
            ),
        ),
        (
            '[[queues]]\nname = "A"\nserves = { language = "he" }',
            "queues.0.serves.language = 'he' is not allowed: a list is needed, as in [\"he\"].",
        ),
        ('[[queues]]\nname = "A"\nhours = 3', "Unknown key 'queues.0.hours' in moked.toml"),
        ("[[queues]]\nserves = {}", "moked.toml: queues.0.name is missing."),
        ('[[queues]]\nname = " "', "queues.0.name = ' ' is not allowed: a text is needed."),
        (
            '[[queues]]\nname = "A"\n[[queues]]\nname = "A "',
            "two entries are named 'A'; say all of it in one.",
        ),
        (
            '[[topics]]\nname = "A"\n[[topics]]\nname = "A"',
            "two entries are named 'A'; say all of it in one.",
        ),
        (
            '[[topics]]\nname = "A"\nowner = ["B"]',
            "Unknown key 'topics.0.owner' in moked.toml; did you mean 'owners'? Known here: escalations,",
        ),
        (
            '[[topics]]\nname = "A"\nescalations = [{ frm = "B", to = "C" }]',
            "topics.0.escalations.0.from is missing.",
        ),
        (
            '[[topics]]\nname = "A"\nescalations = [{ from = "B", to = "C", at = 3 }]',
            "Unknown key 'topics.0.escalations.0.at' in moked.toml; did you mean 'to'? Known here: from, to.",
        ),
        (
            '[[topics]]\nname = "A"\nescalations = [{ from = "B", to = "B" }]',
            " = {'from': 'B', 'to': 'B'} is not allowed: it has to lead to another queue.",
        ),
        (
            '[[topics]]\nname = "*"\nowners = ["B"]',
            """is not allowed: name = "*" is any topic, for which only escalations can be given.""",
        ),
        (
            '[menu]\nbcks = ["back"]',
            "Unknown key 'menu.bcks' in moked.toml; did you mean 'backs'? Known here: backs, names, opt",
        ),
        (
            "[money]\nper_handling_minute = 0.9",
            "money = {'per_handling_minute': 0.9} is not allowed: what a minute costs needs its currency",
        ),
        (
            "[money]\nyearly_margin = 100",
            "money = {'yearly_margin': 100} is not allowed: what a customer brings needs its currency",
        ),
        (
            '[money]\ncurrency = "EUX"',
            "money.currency = 'EUX' is not allowed: the three letters of a currency",
        ),
        (
            '[money]\ncurrency = "EUR"\nper_waiting_minute = 0',
            "money.per_waiting_minute = 0 is not allowed: a number above 0 and up",
        ),
        (
            '[money]\ncurrency = "EUR"\nper_handling_minut = 1',
            "Unknown key 'money.per_handling_minut' in moked.toml; did you mean 'per_handling_minute'?",
        ),
        ('[menu]\nbacks = [""]', "menu.backs.0 = '' is not allowed: a text is needed."),
        (
            '[menu]\nnames = { "2>" = "Refund" }',
            "'2>' is no way through the menu; write its nodes with > between them, as in 2>1.",
        ),
        ('[menu]\nnames = { "2" = "" }', "menu.names.2 = '' is not allowed: a text is needed."),
        ('[menu]\nnames = { "2" = 1 }', "menu.names.2 = 1 is not allowed: a text is needed."),
        (
            '[menu]\nnames = ["Billing"]',
            """menu.names = ['Billing'] is not allowed: names are needed, as in { "2" = "Billing" }.""",
        ),
        (
            '[mail]\nhost = "smtp.example.com"',
            "besides `host` it needs `from`, the address that mails come from.",
        ),
        (
            '[mail]\nhost = "smtp://u:s3cret@h"',
            "mail.host = … is not allowed: the name of a server is needed, as in",
        ),
        ('[mail]\nuser = "moked"', "mail = … is not allowed: `user` and `password` belong together."),
        (
            '[mail]\nuser = "u"\npassword = "p"\nsecurity = "none"',
            "anybody on the way could read the `password`.",
        ),
        (
            '[mail]\nfrom = "Moked"',
            "mail.from = 'Moked' is not allowed: an address is needed, as in moked@example",
        ),
        ('[mail]\nfrom = "a@b.c\\nBcc: x@y.z"', "is not allowed: an address is needed"),
        (
            '[mail]\nsecurity = "ssl"',
            "mail.security = 'ssl' is not allowed: one of starttls, tls, none is needed",
        ),
        (
            '[[webhooks]]\nname = "w"\nurl = "http://w.example.com"\nsecret = "0123456789abcdef"',
            "webhooks.0 = … is not allowed: its `url` needs https; inside your own network private = true",
        ),
        (
            '[[webhooks]]\nname = "w"\nurl = "https://u:p@w.example.com"\nsecret = "0123456789abcdef"',
            "webhooks.0.url = … is not allowed: an address without a password in it and without # is needed.",
        ),
        (
            '[[webhooks]]\nname = "w"\nurl = "w.example.com"\nsecret = "0123456789abcdef"',
            "webhooks.0.url = … is not allowed: an address on the web is needed, as in https://example.com.",
        ),
        (
            '[[webhooks]]\nname = "w"\nurl = "https://w.example.com"\nsecret = "short"',
            "webhooks.0.secret = … is not allowed: a secret of at least 16 characters is needed.",
        ),
        (
            '[[alerts]]\nto = ["lead@example.com"]',
            "has the address 'lead@example.com', and without `host` under [mail] no mail is sent.",
        ),
        (
            WALLBOARD + '[[alerts]]\nto = ["walboard"]',
            "`to` has 'walboard', neither an address nor the name of one of [[webhooks]]; did you mean 'w",
        ),
        (WALLBOARD + WALLBOARD, "two webhooks are named 'wallboard'; each needs a name of its own."),
        (
            '[[alerts]]\nto = "wallboard"',
            "alerts.0.to = 'wallboard' is not allowed: a list is needed, as in [\"wal",
        ),
        (
            '[[alerts]]\nto = "https://example.com/s3cret"',
            'alerts.0.to = … is not allowed: a list is needed, as in ["…", "…"].',
        ),
        (
            '[[alerts]]\nto = ["a@example.com"]\nkinds = ["slow"]',
            "alerts.0.kinds.0 = 'slow' is not allowed: one of bottleneck, nobody_comes, silent is needed",
        ),
        ("[[alerts]]\nto = []", "alerts.0.to = [] is not allowed: at least one is needed."),
        (
            '[site]\naddress = "moked"',
            "site.address = 'moked' is not allowed: an address on the web is needed",
        ),
        (
            '[menu]\nnames = { 2 = { 1 = "Refund" } }',
            "menu.names.2 = {'1': 'Refund'} is not allowed: a text is needed.",
        ),
    ],
)
def test_an_error_names_the_key_the_value_and_what_is_allowed(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load(written(tmp_path, text))

    assert said in str(refused.value)
    assert str(refused.value)[-1] in ".?"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no settings file at .*absent.toml."):
        load(tmp_path / "absent.toml")


@pytest.mark.parametrize("name", ["a[1]", "week=1", "a%20b", "a|b", "a^b"])
def test_a_folder_whose_files_could_not_be_read_back_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(f"cannot be kept in {tmp_path / name}")):
        load(data=tmp_path / name)


def test_a_replay_without_its_first_instant_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="needs `now`"):
        load(written(tmp_path, "[replay]\nsince = 2999-01-01T00:00:00Z\nspeed = 2\n"), tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        '[connectors]\nname = "a"\nurl = "postgresql://u:s3cret@h/d"',
        '[[connectors]]\nname = "${SECRET}"\nkind = "sql"',
        'connectors = [5, {url = "s3cret"}]',
        'state_url = ["s3cret"]',
        'mail = "smtp://u:s3cret@h"',
        '[[mail]]\npassword = "s3cret"',
        '[mail]\nuser = "moked"\npassword = ["s3cret"]',
        '[mail]\npassword = "s3cret"',
        '[[webhooks]]\nname = "w"\nurl = "https://h/s3cret#"\nsecret = "s3cret"',
        '[[webhooks]]\nname = "w"\nurl = "http://h/s3cret"\nsecret = "s3cret of sixteen"',
        '[[alerts]]\nto = "${SECRET}"',
        '[[alerts]]\nto = ["https://h/s3cret"]',
    ],
    ids=[
        *("a section", "of the environment", "beside a wrong one", "the state's address", "for a section"),
        *("a list of sections", "of another type", "without its user", "in an address", "over plain http"),
        *("for a list", "for an address of mail"),
    ],
)
def test_an_error_repeats_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SECRET", "s3cret://")
    with pytest.raises(SettingsError) as refused:
        load(written(tmp_path, text))

    assert "is not allowed" in str(refused.value) or "neither an address" in str(refused.value)
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("MOKED_NOW", "5", "MOKED_NOW = '5' is not allowed: an instant is needed, as in 1999-"),
        ("MOKED_SITE_TIMEZONE", "Mars", "MOKED_SITE_TIMEZONE = 'Mars' is not allowed: an IANA time zone"),
    ],
)
def test_an_error_of_the_environment_names_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(SettingsError, match=said):
        load(written(tmp_path, ""))


def test_the_environment_leaves_what_is_no_section_to_its_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOKED_SITE_TIMEZONE", "UTC")

    with pytest.raises(SettingsError, match="site = 5 is not allowed: a section is needed"):
        load(written(tmp_path, "site = 5"))
