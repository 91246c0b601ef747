"""How to connect a first source in five minutes."""

import streamlit as st

from language import _
from ui import cards

SNIPPET = """\
[site]
timezone = "Europe/London"   # where the centre is

[[connectors]]
name = "calls"
kind = "files"
path = "exports/*.csv"       # CSV, TSV, Excel, Parquet or JSON lines

[connectors.select]
contacts = \'\'\'
SELECT id AS contact_id, 'voice' AS channel, 'inbound' AS direction,
       queue AS entry_queue, began AS started_at, ended AS ended_at
FROM rows
\'\'\'
legs = \'\'\'
SELECT id AS contact_id, 1 AS leg_no, queue, queued AS queued_at, wait AS wait_s,
       CASE WHEN agent IS NULL THEN 'abandoned' ELSE 'answered' END AS outcome,
       answered AS answered_at, agent AS agent_id, talk AS talk_s, ended AS ended_at
FROM rows
\'\'\'
"""


def guide() -> None:
    """Show the three steps and the lines to copy."""
    with st.container(key="card_guide"):
        cards.title(_("Your own data in five minutes"), _("Point Moked at the call records you already have"))
        st.markdown(
            "\n".join(
                [
                    "1. "
                    + _(
                        "Export call records to a folder: one row a call, with its queue, times and outcome."
                    ),
                    "2. "
                    + _("Save these lines as **moked.toml** beside run.py and put your column names in."),
                    "3. "
                    + _("Run **python3 run.py check**, then **python3 run.py refresh**, and come back."),
                ]
            )
        )
        st.code(SNIPPET, language="toml")
        st.caption(
            _("Every key is explained in moked.example.toml; ready mappings are in connectors/recipes.")
        )
