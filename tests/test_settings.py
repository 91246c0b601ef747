import re
import tomllib
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors import connect
from connectors.mapping import Options
from connectors.sql import SqlOptions
from metrics.menu import Menu
from settings import ConnectorSettings, Money, Settings, SettingsError, load, sections

WALLBOARD = """[[webhooks]]
name = "wallboard"
url = "https://wallboard.example.com"
secret = "0123456789abcdef"
"""
SET = re.compile(r"^# (\[|[a-z_]+ = )")


def written(folder: Path, text: str) -> Path:
    file = folder / "moked.toml"
    file.write_text(text)
    return file


def uncommented(example: str) -> str:
    """Take the comment signs off everything that is a setting, SELECTs of many lines included."""
    lines, inside = [], False
    for line in example.splitlines():
        is_setting = inside or bool(SET.match(line))
        if is_setting and line.count('"""') == 1:
            inside = not inside
        lines.append(line.removeprefix("# ") if is_setting else line)
    return "\n".join(lines)


def test_the_example_sets_nothing(root: Path, tmp_path: Path) -> None:
    text = (root / "moked.example.toml").read_text()

    assert tomllib.loads(text) == {"site": {}, "refresh": {}}
    assert load(written(tmp_path, text), tmp_path) == load(written(tmp_path, ""), tmp_path)


def test_the_example_with_every_key_set_is_valid(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOKED_DATABASE", "sqlite:///state.sqlite")
    monkeypatch.setenv("CRM_DATABASE", "sqlite:///crm.sqlite")
    monkeypatch.setenv("MOKED_MAIL_PASSWORD", "of the mail server")
    monkeypatch.setenv("MOKED_WEBHOOK_SECRET", "of a web hook, at length")

    settings = load(written(tmp_path, uncommented((root / "moked.example.toml").read_text())), tmp_path)

    Options.model_validate(settings.connectors[0].options)
    assert connect(settings.connectors[-1], settings.site).kind == "sql"
    assert settings.site.model_dump(exclude={"address"}) == Settings().site.model_dump(exclude={"address"})
    assert settings.refresh == Settings().refresh


@pytest.mark.parametrize(
    "model", [Settings, *sections().values(), Options, SqlOptions], ids=lambda model: model.__name__
)
def test_the_example_names_every_key(root: Path, model: type) -> None:
    text = (root / "moked.example.toml").read_text()
    keys = {field.alias or name for name, field in model.model_fields.items()} - {"source", "notes"}

    assert {key for key in keys if not re.search(rf"\b{key}\b", text)} == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[site]\ntimezon = "UTC"', "Unknown key 'site.timezon' in moked.toml; did you mean 'timezone'?"),
        (
            "nwo = 3",
            "Unknown key 'nwo' in moked.toml; did you mean 'now'? Known here: alerts, complaints,",
        ),
        ("zzz = 3", "Unknown key 'zzz' in moked.toml. Known here: alerts, complaints,"),
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


def test_the_words_of_the_menu_in_the_example_are_those_that_hold_without_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOKED_DATABASE", "sqlite:///state.sqlite")
    monkeypatch.setenv("CRM_DATABASE", "sqlite:///crm.sqlite")
    monkeypatch.setenv("MOKED_MAIL_PASSWORD", "of the mail server")
    monkeypatch.setenv("MOKED_WEBHOOK_SECRET", "of a web hook, at length")
    example = load(written(tmp_path, uncommented((root / "moked.example.toml").read_text())), tmp_path)

    words = example.menu.model_dump()
    assert words.pop("names") == {"2": "Billing", "2>1": "Refund"}  # of which none holds without it
    assert {**{name: tuple(given) for name, given in words.items()}, "names": {}} == asdict(Menu())


def test_what_the_map_does_not_say_is_not_given(tmp_path: Path) -> None:
    text = (
        '[[queues]]\nname = "A"\nserves = { plan = [] }\n[[topics]]\nname = "R"\n'
        'escalations = [{ from = "A", to = "B" }]'
    )
    settings = load(written(tmp_path, text), tmp_path)
    [queue], [topic] = settings.queues, settings.topics

    assert queue.serves.model_dump() == {"language": None, "segment": None, "plan": []}
    assert (topic.family, topic.owners) == (None, None)
    assert [(way.start, way.to) for way in topic.escalations or []] == [("A", "B")]


def test_only_what_is_inbound_is_the_customers_own_unless_told(tmp_path: Path) -> None:
    text = (
        '[[connectors]]\nname = "a"\nkind = "files"\n'
        '[[connectors]]\nname = "b"\nkind = "files"\nown_directions = ["inbound", "callback"]'
    )
    one, other = load(written(tmp_path, text), tmp_path).connectors

    assert (one.own_directions, other.own_directions) == (["inbound"], ["inbound", "callback"])
    assert (one.options, other.options) == ({}, {})


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no settings file at .*absent.toml."):
        load(tmp_path / "absent.toml")


def test_the_environment_overrides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOKED_CONFIG", str(written(tmp_path, 'data = "a"\n[site]\nname = "Desk"')))
    monkeypatch.setenv("MOKED_DATA", str(tmp_path / "b"))
    monkeypatch.setenv("MOKED_NOW", "1999-03-01T00:00:00+02:00")
    monkeypatch.setenv("MOKED_SITE_TIMEZONE", "Europe/Berlin")

    settings = load()

    assert (settings.data, settings.site.name) == (tmp_path / "b", "Desk")
    assert settings.now() == datetime(1999, 2, 28, 22, tzinfo=UTC)
    assert settings.site.timezone == "Europe/Berlin"


@pytest.mark.parametrize("name", ["a[1]", "week=1", "a%20b", "a|b", "a^b"])
def test_a_folder_whose_files_could_not_be_read_back_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(f"cannot be kept in {tmp_path / name}")):
        load(data=tmp_path / name)


def test_a_secret_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_TOKEN", "s3cret")
    text = '[[connectors]]\nname = "desk"\nkind = "files"\ntoken = "${DESK_TOKEN}"'

    settings = load(written(tmp_path, text))

    assert settings.connectors[0].options == {"token": "s3cret"}
    assert "s3cret" not in repr(ConnectorSettings.model_fields)


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOKED_CONFIG", raising=False)

    settings = load(written(tmp_path, ""))

    assert settings.data == tmp_path / "data"
    assert not settings.now_is_set
    assert abs(settings.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_open_hours_in_seconds(tmp_path: Path) -> None:
    settings = load(written(tmp_path, '[[hours]]\nmonday = ["08:30-17:00"]\nsunday = ["20:00-24:00"]'))

    week = settings.hours[0].week()

    assert (week[0], week[6], week[1]) == ([(30_600, 61_200)], [(72_000, 86_400)], [])


def test_a_replayed_clock_runs_on_from_now_at_its_speed(tmp_path: Path) -> None:
    since = (datetime.now(UTC) - timedelta(seconds=60)).isoformat()
    text = f"now = 1999-02-10T08:00:00+02:00\n[replay]\nsince = {since}\nspeed = 100\n"

    settings = load(written(tmp_path, text), tmp_path)

    passed = settings.now() - datetime(1999, 2, 10, 6, tzinfo=UTC)
    assert timedelta(seconds=6000) <= passed < timedelta(seconds=6600)
    assert settings.speed == 100


def test_a_replay_that_is_still_to_begin_stands_at_its_beginning(tmp_path: Path) -> None:
    text = "now = 1999-02-10T08:00:00+02:00\n[replay]\nsince = 2999-01-01T00:00:00Z\nspeed = 2\n"

    assert load(written(tmp_path, text), tmp_path).now() == datetime(1999, 2, 10, 6, tzinfo=UTC)


def test_a_replay_without_its_first_instant_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="needs `now`"):
        load(written(tmp_path, "[replay]\nsince = 2999-01-01T00:00:00Z\nspeed = 2\n"), tmp_path)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, None),
        ({"currency": "EUR"}, None),
        ({"per_handling_minute": 0.5}, 50.0),
        ({"per_waiting_minute": 0.25}, 50.0),
        ({"per_handling_minute": 0.5, "per_waiting_minute": 0.25}, 100.0),
    ],
    ids=["nothing is set", "a currency alone", "waiting costs nothing", "handling costs nothing", "both"],
)
def test_minutes_cost_only_what_is_set(given: dict[str, object], expected: float | None) -> None:
    money = Money.model_validate({"currency": "EUR", **given})

    assert money.of(handling_minutes=100, waiting_minutes=200) == expected


def test_names_of_competitors_are_taken_once_and_without_spaces_around(tmp_path: Path) -> None:
    path = tmp_path / "moked.toml"
    path.write_text('[signals]\ncompetitors = [" Kesher  Plus", "Kesher Plus", "טלויה"]', encoding="utf-8")

    assert load(path).signals.competitors == ("Kesher Plus", "טלויה")


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


def test_numbers_and_flags_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACE", "60")
    monkeypatch.setenv("HEARD", "true")
    text = '[refresh]\nevery_s = "${PACE}"\n[followups]\nhear_complaints = "${HEARD}"'

    settings = load(written(tmp_path, text))

    assert (settings.refresh.every_s, settings.followups.hear_complaints) == (60, True)


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


def test_a_replay_stands_still_before_the_calendar_ends(tmp_path: Path) -> None:
    text = "now = 1999-02-10T08:00:00+02:00\n[replay]\nsince = 1900-01-01T00:00:00Z\nspeed = 10_000\n"

    assert load(written(tmp_path, text)).now() == datetime(3000, 1, 1, tzinfo=UTC)
