"""How to connect a first source in five minutes."""

import streamlit as st

from language import _
from ui import cards

SNIPPET = """\
[site]
timezone = "Europe/London"     # where the centre is

[[connectors]]
name = "calls"
kind = "files"                 # CSV, TSV, Excel, Parquet or JSON lines
path = "exports/*.csv"

[connectors.select]            # one SELECT for each table, over the relation `rows`
contacts = '''
SELECT _row AS source_row, "Call ID" AS contact_id, 'voice' AS channel, 'inbound' AS direction,
       "Queue" AS entry_queue, strptime("Start", '%d.%m.%Y %H:%M:%S') AS started_at FROM rows
'''
legs = '''
SELECT _row AS source_row, "Call ID" AS contact_id, 1 AS leg_no, "Queue" AS queue,
       strptime("Start", '%d.%m.%Y %H:%M:%S') AS queued_at, "Wait" AS wait_s, "Talk" AS talk_s,
       CASE "Result" WHEN 'answered' THEN 'answered' ELSE 'abandoned' END AS outcome,
       "Agent" AS agent_id FROM rows
'''
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
                    + _("Put these lines into **moked.toml** beside run.py, with your own column names."),
                    "3. "
                    + _("Run **python3 run.py check**: it says what it found, or what is wrong.")
                    + " "
                    + _("While **python3 run.py** runs, the pages fill by themselves."),
                ]
            )
        )
        st.code(SNIPPET, language="toml")
        st.caption(
            _("Every key is explained in moked.example.toml; ready mappings are in connectors/recipes.")
            + " "
            + _("Remove moked.toml to see the demo again.")
        )
