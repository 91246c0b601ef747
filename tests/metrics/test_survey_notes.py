from metrics.survey_notes import survey_notes
from tests.metrics.surveyed import answer, frames


def told(metric, *rows):
    return survey_notes(frames(*rows), [metric, "contacts"]).get(metric)


def test_how_many_answered_stands_beside_each_question():
    rows = [answer(5), answer(None), answer(None), answer(9, "nps")]

    assert told("csat", *rows) == ["1 of 3 invitations answered (33.3\u00a0%)"]
    assert told("nps", *rows) == ["1 of 1 invitation answered (100.0\u00a0%)"]
    assert told("ces", *rows) is None


def test_answers_that_count_nowhere_are_said():
    rows = [answer(5), answer(9), answer(5, scale_max=None), answer(4, scale_min=None)]

    assert told("csat", *rows)[1:] == [
        "without 2 answers on scales that are not known or not the question's",
        "without 1 answer that is not on its scale",
    ]


def test_what_the_weights_do_is_said():
    rows = (
        [answer(5)] * 98 + [answer(1, queue="B")] + [answer(None, queue="B")] * 98 + [answer(None, queue="C")]
    )

    assert told("csat_weighted", *rows)[1:] == [
        "0.5\u00a0% of those asked are in cells without an answer: those beside stand for them",
        "1 weight cut at five times the median",
    ]


def test_other_figures_need_no_such_note():
    assert survey_notes(frames(answer()), ["contacts", "response_rate"]) == {}
