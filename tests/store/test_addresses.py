"""What is said of a state database that cannot be used, and never its password."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.state import State, StateError
from store.status import ask
from tests.postgres import Server

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
NOBODY_LISTENS = "postgresql://moked:secret@127.0.0.1:{port}/moked"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("foo", "state_url is not the URL of a database; one is sqlite:///state.sqlite."),
        ("oracel://u:secret@host/db", "state_url is not the URL of a database"),
        ("mysql://u:secret@host/db", "state_url needs the database driver MySQLdb, which is not installed."),
    ],
    ids=["no URL", "no such database", "no driver"],
)
def test_a_url_that_cannot_be_used_is_said_without_its_secrets(url: str, said: str) -> None:
    with pytest.raises(StateError) as refused:
        State(url)

    assert str(refused.value).startswith(said)
    assert "secret" not in str(refused.value)


def test_a_database_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="The state database sqlite:.* cannot be opened: unable to open"):
        State(f"sqlite:///{tmp_path / 'nowhere' / 'state.sqlite'}")


def test_a_server_that_does_not_answer_is_said_in_one_line(free_port: int) -> None:
    with pytest.raises(StateError) as refused:
        State(NOBODY_LISTENS.format(port=free_port))

    said = str(refused.value)
    assert said.startswith(
        f"The state database postgresql+psycopg://moked:***@127.0.0.1:{free_port}/moked cannot be opened: "
    )
    assert said.endswith("Connection refused.")
    assert "\n" not in said
    assert "secret" not in said


def test_a_database_that_the_server_does_not_have_is_said(postgres: Server) -> None:
    with pytest.raises(StateError, match='cannot be opened: .*database "nowhere" does not exist'):
        State(postgres.url("nowhere"))


def test_a_user_who_may_make_no_tables_is_told(postgres: Server, postgres_url: str) -> None:
    postgres.run("DROP ROLE IF EXISTS guest")
    postgres.run("CREATE ROLE guest LOGIN")

    with pytest.raises(StateError, match="cannot be opened: permission denied for schema public"):
        State(postgres_url.replace("postgres:hidden@", "guest:hidden@"))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_an_address_without_a_driver_gets_ours(postgres_url: str, scheme: str) -> None:
    state = State(postgres_url.replace("postgresql+psycopg", scheme))
    state.close()

    assert state.address.startswith("postgresql+psycopg://postgres:***@/test_")


@pytest.mark.postgresql
def test_a_server_that_ended_every_session_is_used_again(state: State, postgres: Server) -> None:
    ask(state, "refresh", None, "the manager", NOON)
    postgres.cut(str(state.url.database))

    assert ask(state, "refresh", None, "the manager", NOON) == 2


@pytest.mark.postgresql
def test_a_server_that_went_away_is_said_and_found_again(state: State, postgres: Server) -> None:
    postgres.take_away(str(state.url.database))
    with pytest.raises(
        StateError, match="The state database .* failed: .*not currently accepting connections"
    ):
        ask(state, "refresh", None, "the manager", NOON)
    postgres.bring_back(str(state.url.database))

    assert ask(state, "refresh", None, "the manager", NOON) == 1
