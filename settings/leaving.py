"""Leaving the demo: a settings file to fill in."""

from pathlib import Path

from language import _
from settings.errors import SettingsError
from settings.whole import USUAL

STARTER = """\
# Moked's settings. While this file is here, Moked shows what it names and nothing simulated.
# Remove this file to see the demo again.
# moked.example.toml explains every key; `python3 run.py check` says what is wrong. No restart is needed.

[site]
name = "Contact centre"
timezone = "UTC"                 # the IANA zone of the centre, such as "Europe/London"
week_start = "monday"

# Take the # away and put your own path and column names in.
# [[connectors]]
# name = "calls"
# kind = "files"                 # CSV, TSV, Excel, Parquet or JSON lines; or sql, asterisk
# path = "exports/*.csv"
#
# [connectors.select]            # one SELECT for each table, over the relation `rows`
# contacts = '''
# SELECT _row AS source_row, "Call ID" AS contact_id, 'voice' AS channel, 'inbound' AS direction,
#        "Queue" AS entry_queue, strptime("Start", '%d.%m.%Y %H:%M:%S') AS started_at FROM rows
# '''
# legs = '''
# SELECT _row AS source_row, "Call ID" AS contact_id, 1 AS leg_no, "Queue" AS queue,
#        strptime("Start", '%d.%m.%Y %H:%M:%S') AS queued_at, "Wait" AS wait_s, "Talk" AS talk_s,
#        CASE "Result" WHEN 'answered' THEN 'answered' ELSE 'abandoned' END AS outcome,
#        "Agent" AS agent_id FROM rows
# '''
"""


def leave_demo(path: Path = USUAL) -> Path:
    """Write a settings file to fill in and give its path; one that is there is left as it is.

    Raises SettingsError.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(STARTER)
    except FileExistsError:
        sentence = _("There is a settings file at {path} already; it was left as it is.")
        raise SettingsError(sentence.format(path=path)) from None
    except OSError as error:
        sentence = _(
            "{path} cannot be written: {why}. Make a file of that name yourself; one line, [site], is enough."
        )
        raise SettingsError(sentence.format(path=path, why=error.strerror)) from None
    return path
