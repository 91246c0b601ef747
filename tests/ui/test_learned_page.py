"""The second opinion on the page Voices: its card, its marks, and the list of what is doubted."""

import pytest

from metrics.signals import SIGNALS
from metrics.signals.grams import read_grams
from metrics.signals.judging import Judged
from metrics.signals.opinions import Model
from store import loop
from store.learnt import Learnt, path_of, save
from store.loop import clicks
from tests.factories import NOON
from tests.ui.spoken import CONFIG, fill
from tests.ui.test_voices_page import WEEK, look, scene
from ui.voices.learned import opinion, spoken_of
from ui.voices.verbatims import DOUBTED, Wanted, listed

FEW = {"held": 4, "rarer": 1, "needed": 40, "needed_of_each": 10, "learnt_from": 9}
SHOUTED = dict.fromkeys(read_grams("shouted", []).weighted(), -1.0)


@pytest.fixture(autouse=True)
def centre(tmp_path, monkeypatch):
    """Settings of a centre of its own."""
    config = tmp_path / "moked.toml"
    config.write_text(CONFIG)
    monkeypatch.setenv("MOKED_CONFIG", str(config))
    monkeypatch.setenv("MOKED_DATA", str(tmp_path / "data"))


@pytest.fixture
def store():
    opened = fill()
    yield opened
    opened.close()


def teach(store, **models):
    """Keep models as if they had been learnt."""
    judged = [
        Judged(name, "shown", **{**FEW, "held": 60}, n=60, rules_right=40, model_right=55, p=0.001)
        if name in models
        else Judged(name, "few", **FEW)
        for name in SIGNALS
    ]
    save(store.folder, Learnt(NOON, "", "1", 0, tuple(judged), models))


def doubted(store):
    return listed(scene(store), WEEK, Wanted(DOUBTED), 0)


def test_the_page_shows_what_was_learnt_and_what_the_model_doubts(store):
    teach(store, anger=Model(SHOUTED, 0.0))

    page = look()

    assert "A second opinion on 1 signal" in page
    assert "4 of 40 clicks kept aside" in page
    assert page.count("The model doubts “Anger” because of ") == 2
    assert '<q dir="auto">shouted</q>' in page


def test_who_does_not_judge_texts_sees_no_doubts(store):
    teach(store, anger=Model(SHOUTED, 0.0))

    assert "The model doubts" not in look("executive")


def test_the_page_without_anything_learnt_says_what_teaches_it(store):
    page = look()

    assert "nothing has been learnt from clicks" in page
    assert "The model doubts" not in page


def test_a_broken_file_leaves_the_page_whole(store):
    path_of(store.folder).write_text("{")

    page = look()

    assert "it is learnt anew within the hour" in page
    assert "wonderful" in page
    assert spoken_of(scene(store)) == ()


def test_what_is_doubted_is_listed_and_leaves_the_list_once_somebody_has_spoken(store):
    teach(store, anger=Model(SHOUTED, 0.0))
    assert sorted(doubted(store).rows["text_id"]) == ["note:bank:n0", "survey:bank:s2"]

    loop.click(store.state, "note:bank:n0", "anger", "Noa", NOON, is_right=True)
    found = doubted(store)

    assert clicks(store.state).height == 1
    assert (found.rows["text_id"].to_list(), found.total, found.contacts) == (["survey:bank:s2"], 1, 1)


def test_the_most_doubted_comes_first(store):
    teach(store, anger=Model({}, -0.5), thanks=Model({}, -1.5))

    assert doubted(store).rows["text_id"].to_list() == ["survey:bank:s1", "note:bank:n0", "survey:bank:s2"]


def test_newly_learnt_is_seen_at_once(store):
    teach(store, anger=Model({}, -1.0))
    rows = doubted(store).rows
    assert rows.height == 2

    teach(store, thanks=Model({}, -1.0))

    assert spoken_of(scene(store)) == ("thanks",)
    assert opinion(scene(store), rows).is_empty()


def test_nothing_in_doubt_is_said(store):
    teach(store, anger=Model({}, 2.0))

    assert "Nothing is in doubt" in look(texts="doubted")
