"""The weekly review on one or two pages, as a PDF: what the page says, without who may need help."""

import json
from typing import Any
from unicodedata import bidirectional

import polars as pl
import typst

from emails.render import TEMPLATES, unsteered
from emails.snapshot_pdf import fonts
from emails.tokens import LIGHT
from language import _, direction, listing, ngettext, number, period, spoken
from metrics.week.told import sentence
from metrics.week.words import FOOTNOTE
from store import review_words
from store.review import Review, Score

MOST = 6  # nominees in brief


def page(review: Review) -> bytes:
    """Write the review."""
    source = (TEMPLATES / "review.typ").read_bytes()
    inputs = {"data": page_json(review)}
    made = typst.Compiler(source, font_paths=fonts(), sys_inputs=inputs).compile(format="pdf")
    if not isinstance(made, bytes):
        raise TypeError(f"a PDF of one file is bytes, not {type(made).__name__}")
    return made


def page_json(review: Review) -> str:
    """Give all that the pages say as JSON; signs that turn words round are left out, as in mails."""
    return unsteered(json.dumps(told_on_page(review), ensure_ascii=False))


def told_on_page(review: Review) -> dict[str, Any]:
    """Give all that the pages say."""
    return {
        "title": _("Weekly review"),
        "when": period(review.week.first, review.week.last),
        "team": listing(review.teams) or _("All teams"),
        "headline": review_words.plain(review_words.headline(review)),
        "heads": {
            "actions": _("Actions and whether they worked"),
            "changes": review_words.title(review),
            "scores": _("Scorecard"),
            "columns": [
                _("Dimension"),
                _("This week"),
                _("Target"),
                _("On the week before"),
                _("Who answers for it"),
            ],
            "good": _("Good to hear"),
            "bad": _("To learn from"),
            "waits": _("Promises overdue"),
            "growing": _("Topics growing"),
            "nominees": _("Who is to be thanked"),
        },
        "actions": [
            {"what": one.what, "who": one.owner, "state": review_words.state(one).words, "said": one.said}
            for one in review.actions or ()
        ],
        "no_actions": _("No action was decided."),
        "changes": [sentence(one) for one in review.foremost],
        "changes_note": _(FOOTNOTE) if any(one.drivers for one in review.foremost) else "",
        "scores": [_score(one) for one in review.scores],
        "good": _voices(None if review.voices is None else review.voices.good),
        "bad": _voices(None if review.voices is None else review.voices.bad),
        "rule": "" if review.voices is None else review_words.rule(review.voices.texts),
        "overdue": "" if review.overdue is None else number(review.overdue.count),
        "growing": [[one.what, review_words.grown(one)] for one in review.growing or ()],
        "nominees": [[one.name, review_words.award(one)] for one in (review.nominees or ())[:MOST]],
        "more_nominees": _more(len(review.nominees or ())),
        "none": _("None."),
        "colours": LIGHT,
        "dir": direction(),
        "lang": spoken(),
    }


def _more(nominees: int) -> str:
    if nominees <= MOST:
        return ""
    said = ngettext("{n} more is clearly above.", "{n} more are clearly above.", nominees - MOST)
    return said.format(n=number(nominees - MOST))


def _score(one: Score) -> dict[str, Any]:
    stands, moved = review_words.stands(one), review_words.moved(one)
    return {
        "name": review_words.name(one),
        "n": review_words.n(one),
        "value": review_words.value(one),
        "stands": f"{stands.mark} {stands.words}".strip(),
        "stands_tone": stands.tone or "muted",
        "moved": f"{moved.mark} {moved.words}".strip(),
        "moved_tone": moved.tone or "muted",
        "owner": one.owner or _("nobody yet"),
    }


def _voices(rows: pl.DataFrame | None) -> list[dict[str, str]]:
    if rows is None:
        return []
    told = rows.select("masked", "topic", "agent_name").iter_rows()
    return [
        {"words": words, "about": " · ".join(filter(None, about)), "dir": _runs(words)}
        for words, *about in told
    ]


def _runs(words: str) -> str:
    """From which side a text is read: by its first letter that has one."""
    sides = (bidirectional(sign) for sign in words)
    return "rtl" if next((side for side in sides if side in ("L", "R", "AL")), "L") != "L" else "ltr"
