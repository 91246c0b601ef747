"""The review as a table of one sheet: not who needs help, no customer, no agent beside bad words."""

from collections.abc import Iterator

import polars as pl

from language import _
from metrics.week.told import sentence
from store import review_words
from store.review import Review
from ui.promises import words as promise_words

Row = tuple[str, str, str, str, str]  # part, what, figure, how it stands, who


def table(review: Review) -> pl.DataFrame:
    """All that the review says, a row each, in the order of the page."""
    heads = (_("Part"), _("What"), _("Figure"), _("How it stands"), _("Who"))
    rows = [*_actions(review), *_changes(review), *_scores(review), *_voices(review), *_rest(review)]
    first = (
        _("The week"),
        review_words.plain(review_words.headline(review)),
        "",
        "",
        ", ".join(review.teams),
    )
    schema = dict.fromkeys(heads, pl.String)
    return pl.DataFrame([first, *rows], schema=schema, orient="row")


def _actions(review: Review) -> Iterator[Row]:
    for one in review.actions or ():
        yield _("Actions"), one.what, one.said, review_words.state(one).words, one.owner


def _changes(review: Review) -> Iterator[Row]:
    if not review.foremost:
        yield _("What changed"), review_words.nothing(review), "", "", ""
    for one in review.foremost:
        yield _("What changed"), sentence(one), "", one.verdict, ""


def _scores(review: Review) -> Iterator[Row]:
    for one in review.scores:
        stands, moved = review_words.stands(one), review_words.moved(one)
        told = " · ".join(part for part in (stands.words, moved.words) if part)
        figures = " · ".join(part for part in (review_words.value(one), review_words.n(one)) if part)
        yield _("Scorecard"), review_words.name(one), figures, told, one.owner or _("nobody yet")


def _voices(review: Review) -> Iterator[Row]:
    if review.voices is None:
        return
    for said, rows in ((_("Good to hear"), review.voices.good), (_("To learn from"), review.voices.bad)):
        for row in rows.iter_rows(named=True):
            yield said, row["masked"], "", row["topic"] or "", row["agent_name"] or ""


def _rest(review: Review) -> Iterator[Row]:
    if review.overdue is not None:
        yield _("Promises overdue"), _("Promises overdue now"), str(review.overdue.count), "", ""
        for row in review.overdue.rows.iter_rows(named=True):
            yield _("Promises overdue"), promise_words.noun(row["kind"]), "", promise_words.became(row), ""
    for one in review.growing or ():
        yield _("Topics growing"), one.what, review_words.grown(one), "", ""
    for each in review.nominees or ():
        yield _("Who is to be thanked"), review_words.award(each), "", "", each.name
