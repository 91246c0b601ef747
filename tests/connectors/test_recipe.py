from datetime import UTC, datetime
from pathlib import Path

from connectors.files import Files
from tests.connectors.fetched import fetch


def test_moked_toml_extends_and_overrides_a_recipe(tmp_path: Path) -> None:
    given = {
        "path": "*.txt",
        "recipe": "anonymous_bank",
        "exclude": [{"name": "phantom call", "where": "FALSE"}, {"name": "mine", "where": "TRUE"}],
        "types": {"priority": "INTEGER"},
    }
    bank = Files("bank", given, "UTC", tmp_path)

    assert [rule.name for rule in bank.options.exclude] == [
        "phantom call",
        "negative time in the menu",
        "mine",
    ]
    assert bank.options.exclude[0].where == "FALSE"
    assert bank.options.types["priority"] == "INTEGER"
    assert bank.options.types["q_time"] == "BIGINT"


BANK = """vru+line	call_id	customer_id	priority	type	date	vru_entry	vru_exit	vru_time	q_start	q_exit	q_time	outcome	ser_start	ser_exit	ser_time	server
AA0107	1	0	0	 TT	990101	23:59:50	23:59:58	8	0:00:00	0:00:00	3	AGENT	0:00:01	0:01:01	60	NO_SERVER
"""  # noqa: E501 (a line of the bank's own file)


def test_the_banks_call_after_midnight_and_its_type_with_a_blank(tmp_path: Path) -> None:
    (tmp_path / "calls.txt").write_bytes(BANK.replace("\n", "\r\n").encode())

    fetched = fetch(Files("bank", {"path": "*.txt", "recipe": "anonymous_bank"}, "UTC", tmp_path))

    contacts = fetched.table("contacts").select("entry_queue", "direction", "started_at", "ended_at").rows()
    assert contacts == [
        (
            "TT",
            "callback",
            datetime(1999, 1, 1, 21, 59, 50, tzinfo=UTC),
            datetime(1999, 1, 1, 22, 1, 1, tzinfo=UTC),
        )
    ]
    assert fetched.table("legs")["answered_at"].to_list() == [datetime(1999, 1, 1, 22, 0, 1, tzinfo=UTC)]
