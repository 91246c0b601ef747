"""What every figure means, in the words of the catalog."""

from collections.abc import Mapping, Sequence

import streamlit as st

from language import _, number
from metrics.bottlenecks.told import RUNG
from metrics.catalog import METRICS
from metrics.forecast.told import AHEAD
from metrics.metric import Metric
from metrics.money.told import STAYED
from metrics.prevention.told import PREVENTED
from metrics.quality.told import QUALITY
from metrics.risk_model.worth import WORTH

ALL = {**METRICS, **AHEAD, **RUNG, **PREVENTED, **QUALITY, **STAYED, **WORTH}


def sentence(metric: str) -> str:
    """What a metric means, in one sentence."""
    return _(ALL[metric].definition)


def button(metrics: Sequence[str], in_force: Mapping[str, str] | None = None, rule: str = "") -> None:
    """Show a button that opens the definitions of a page's figures, with the rules they go by."""
    if st.button(_("Definitions"), icon=":material/menu_book:", type="tertiary", key="definitions"):
        st.dialog(_("What every figure means"), width="medium")(_listed)(tuple(metrics), in_force or {}, rule)


def _listed(metrics: Sequence[str], in_force: Mapping[str, str], rule: str) -> None:
    if rule:
        st.markdown(rule)
    # TRICKY: a dialog lies outside the app's element, where our tokens do not know the dark appearance.
    for metric in metrics:
        st.markdown(f"**{_(ALL[metric].label)}**  \n{sentence(metric)} {in_force.get(metric, '')}".rstrip())
        st.caption("  \n".join(_facts(ALL[metric])))


def _facts(one: Metric) -> list[str]:
    made_of = " / ".join(_(part) for part in (one.numerator, one.denominator) if part)
    facts = [made_of[:1].upper() + made_of[1:]]
    facts += [_("Without: {rows}").format(rows=_(one.exclusions))] if one.exclusions else []
    facts += [_("Judged from n {n} on").format(n=number(one.minimum_n))] if one.minimum_n else []
    return [*facts, _("{id}, version {version}").format(id=f"`{one.id}`", version=one.version)]
