"""The commands `forget` and `export-person`: what a person may ask of whoever keeps their data."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from language import _, ngettext, number
from settings import Settings
from store import audit
from store.asked import Viewer
from store.forgetting import forget
from store.giving import give
from store.opened import Store

HERE: Final = Viewer(audit.THIS_MACHINE, "admin")


def forget_arguments(parser: argparse.ArgumentParser) -> None:
    """Read whom to forget."""
    parser.add_argument("customer", metavar="CUSTOMER", help="the id with its source, as in crm:123")


def run_forget(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    """Forget a customer and prove it; give 1 where anything is still found. Raises UnknownCustomerError."""
    del settings
    now = datetime.now(UTC)
    done = forget(store, given.customer, now)
    audit.note(store.state, HERE, "forgot", now, audit.About("customer", min(done.tokens)))
    rows = ngettext("{n} row was changed.", "{n} rows were changed.", done.rows).format(n=number(done.rows))
    kept = _("This person is forgotten; what is counted is kept under {tokens}.")
    print(kept.format(tokens=", ".join(done.tokens)), rows)
    if done.unfinished:
        others = ngettext(
            "{n} other person who is to be forgotten is still found: run this for them again.",
            "{n} other people who are to be forgotten are still found: run this for them again.",
            done.unfinished,
        )
        print(others.format(n=number(done.unfinished)), file=sys.stderr)
    if not done.places:
        print(_("All files were searched: nothing of this person is left in them."))
        return 0
    print(_("Still found in:"), *done.places, sep="\n  ", file=sys.stderr)
    print(_("Delete that by hand, then run this again to finish."), file=sys.stderr)
    return 1


def give_arguments(parser: argparse.ArgumentParser) -> None:
    """Read of whom, and where to."""
    parser.add_argument("customer", metavar="CUSTOMER", help="the id with its source, as in crm:123")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder")


def run_give(given: argparse.Namespace, settings: Settings, store: Store) -> int:
    """Write what is held of a person. Raises UnknownCustomerError, FolderError."""
    del settings
    held = give(store, given.customer, given.out)
    about = audit.About("customer", given.customer)
    audit.note(store.state, HERE, "gave", datetime.now(UTC), about)
    for name, count in held.items():
        print(f"{name}\t{ngettext('{n} row', '{n} rows', count).format(n=number(count))}")
    print(_("Written to {folder}, for your eyes only.").format(folder=given.out))
    return 0
