"""What every figure means, in the words of the catalog."""

from collections.abc import Sequence

import streamlit as st

from language import _, number
from metrics.catalog import METRICS
from ui.markup import join, show, tag


def sentence(metric: str) -> str:
    """What a metric means, in one sentence."""
    return _(METRICS[metric].definition)


def button(metrics: Sequence[str]) -> None:
    """Show a button that opens the definitions of a page's figures."""
    if st.button(_("Definitions"), icon=":material/menu_book:", type="tertiary", key="definitions"):
        _opened(tuple(metrics))


def _opened(metrics: tuple[str, ...]) -> None:
    st.dialog(_("What every figure means"), width="medium")(_listed)(metrics)


def _listed(metrics: Sequence[str]) -> None:
    show(join(_entry(metric) for metric in metrics), "mk-definitions")


def _entry(metric: str) -> str:
    one = METRICS[metric]
    made_of = " / ".join(_(part) for part in (one.numerator, one.denominator) if part)
    facts = [made_of[:1].upper() + made_of[1:]]
    facts += [_("Without: {rows}").format(rows=_(one.exclusions))] if one.exclusions else []
    facts += [_("Judged from n {n} on").format(n=number(one.minimum_n))] if one.minimum_n else []
    facts += [_("{id}, version {version}").format(id=one.id, version=one.version)]
    lines = join(tag("small", fact) for fact in facts)
    return tag("div", join([tag("b", _(one.label)), tag("p", _(one.definition)), lines]))
