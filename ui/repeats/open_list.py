"""The long issues that are still open, each leading to its customer: whom to call back."""

from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import streamlit as st

from language import _, day, ngettext, number
from ui import navigation
from ui.markup import Safe, join, mk, tag
from ui.words import brief

NOBODY = "–"
MINUTE_MS = 60_000


def show(rows: pl.DataFrame, zone: ZoneInfo, *, sees_customers: bool) -> None:
    """List open issues, a line each; for who may see customers a line leads to the page of its own."""
    with st.container(key="open_issues"):
        for at, row in enumerate(rows.iter_rows(named=True)):
            with st.container(key=f"open_issue_{at}"):
                st.html(mk(line(row, zone, sees_customers=sees_customers)))
                if sees_customers and row["customer_id"]:
                    said = _("Everything about {customer}").format(customer=who(row))
                    navigation.link("customer", said, {"id": row["customer_id"]})


def line(row: dict[str, Any], zone: ZoneInfo, *, sees_customers: bool) -> Safe:
    """One issue: how many contacts, whose, about what, what it took so far."""
    many = tag("span", ngettext("contact", "contacts", row["contacts"]))
    name = who(row) if sees_customers else _("A customer")
    head = tag("b", _("{customer}: {topic}").format(customer=name, topic=row["topic_family"]))
    return tag(
        "div",
        join(
            [
                tag("div", join([tag("b", number(row["contacts"])), many]), "many"),
                tag("div", join([head, tag("small", took(row, zone))])),
            ]
        ),
        "mk-open",
    )


def who(row: dict[str, Any]) -> str:
    """The customer's name, or the number where there is no name."""
    if row["name"] or not row["customer_id"]:
        return str(row["name"] or NOBODY)
    return _("Customer {number}").format(number=row["customer_id"].split(":", 1)[-1])


def took(row: dict[str, Any], zone: ZoneInfo) -> str:
    """Since when, with how many agents on how many channels, and how long."""
    since, last = (day(row[at].astimezone(zone).date()) for at in ("since", "last_at"))
    agents, channels = row["agents"], row["channels"]
    parts = [
        _("since {since}, last {last}").format(since=since, last=last),
        ngettext("told {n} agent", "told {n} agents", agents).format(n=number(agents)),
        ngettext("{n} channel", "{n} channels", channels).format(n=number(channels)),
        brief(round(row["spent_ms"] / MINUTE_MS) * 60),
    ]
    return " · ".join(parts)
