"""`query process_changes` and `query actions`: what was done and what came of it, on the command line."""

import argparse
import json
from datetime import UTC, date, datetime

import pytest

from query import done, run
from query.arguments import arguments
from query.asked import QueryError
from store import actions, process_changes
from store.actions import Decision
from store.aims import Aim
from store.asked import Viewer
from store.process_changes import Draft

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHO = Viewer("Dana", "manager")
AIM = Aim("service_level", "up", "queue", "Billing")


def given(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    arguments(parser)
    return parser.parse_args([*words, "--asof", "2026-03-04"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("actions,asa",), "actions lists what was done and asa does not; ask for each by itself"),
        (("process_changes", "--by", "queue"), "--by says nothing about process_changes"),
    ],
    ids=["another metric", "columns"],
)
def test_a_question_without_an_answer_is_refused(words, said):
    assert done.is_asked(given(*words))
    with pytest.raises(QueryError, match=said):
        done.check(given(*words))


def test_what_was_done_is_listed_with_what_came_of_it(settings, store, capsys):
    draft = Draft("menu", "One step less", date(2026, 3, 3), "Rina", AIM, beside="")
    process_changes.log(store.state, WHO, draft, AT)
    decision = Decision("=Brief the team", "Rina", AIM, date(2026, 3, 20), "North")
    actions.decide(store.state, WHO, date(2026, 2, 22), decision, AT)

    assert run(given("process_changes", "--format", "json"), settings, store) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert run(given("actions", "--format", "csv"), settings, store) == 0
    csv = capsys.readouterr().out

    assert (told["what"], told["verdict"], told["difference"]) == ("One step less", "too early", None)
    assert told["said"] == "Too early: its first whole week is known on 10 Mar 2026."
    assert (
        "1,2026-02-22,2026-03-20,,,'=Brief the team,Rina,North,service_level,queue,Billing,up,,not started"
        in csv
    )
