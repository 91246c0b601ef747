"""What somebody sees who may see nothing: why, and what to do; and the way out for who is signed in."""

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from language import _
from store.read import Viewer
from ui import notices, served
from ui.identity import Stranger

LOOK_EVERY = timedelta(seconds=20)


def card(stranger: Stranger) -> None:
    """Say why nothing is shown, and offer to sign in where that can help."""
    symbol, title, sentence = _words(stranger)
    with st.container(key="card_sign_in"):
        notices.state(symbol, title, sentence)
        if served.way() != "oidc" or stranger.why in ("restart", "settings", "elsewhere"):
            return
        with st.container(key="way_sign_in", horizontal=True, horizontal_alignment="center"):
            if stranger.why in ("signed_out", "expired"):
                st.button(_("Sign in"), type="primary", key="sign_in", on_click=st.login)
            else:
                st.button(_("Sign out"), key="sign_out", on_click=st.logout)


def way_out(who: Viewer) -> None:
    """The button at the foot of the side bar that signs out, at the provider as well."""
    if served.way() == "oidc" and who.account:
        st.sidebar.button(_("Sign out"), icon=":material/logout:", key="sign_out", on_click=st.logout)


def watch(who: Viewer, again: Callable[[], Viewer | Stranger]) -> None:
    """Look every now and then whether the viewer still is who they are; when not, draw the page anew."""
    if served.way() is not None:
        st.fragment(run_every=LOOK_EVERY)(_look)(who, again)


def _look(who: Viewer, again: Callable[[], Viewer | Stranger]) -> None:
    if again() != who:
        st.rerun()


def _words(stranger: Stranger) -> tuple[str, str, str]:
    """Give symbol, title and sentence."""
    who = stranger.account
    said = {
        "signed_out": (
            "login",
            _("Please sign in"),
            _("This contact centre's figures are for its own people.")
            if served.way() == "oidc"
            else _("Your sign-in did not reach Moked. Open it by the address that your company gave you."),
        ),
        "expired": (
            "lock_clock",
            _("Your sign-in has ended"),
            _("Sign in again to go on where you were."),
        ),
        "unnamed": (
            "person_off",
            _("We do not know who you are"),
            _("Your sign-in tells no address of mail. Whoever looks after Moked can name the claim with it."),
        ),
        "unverified": (
            "mark_email_unread",
            _("Your address is not confirmed yet"),
            _("{account} has to be confirmed where you sign in. Then sign out here and in again.").format(
                account=who
            ),
        ),
        "unknown": (
            "lock",
            _("Nothing here is yours to see yet"),
            _("You are signed in as {account}, and have no role in Moked. Ask your manager for one.").format(
                account=who
            ),
        ),
        "restart": (
            "restart_alt",
            _("Moked has to be started again"),
            _("How people sign in was changed since it started. Start it with python3 run.py."),
        ),
        "elsewhere": (
            "lan",
            _("Moked is not open to other machines"),
            _("Without sign-in it serves only the machine that it runs on. Start it with python3 run.py."),
        ),
        "settings": (
            "settings_alert",
            _("The settings need a hand"),
            _("Whoever looks after Moked finds the reason with python3 run.py check."),
        ),
        "unreachable": (
            "cloud_off",
            _("Roles cannot be looked up just now"),
            _("The database does not answer. Try again in a minute."),
        ),
    }
    return said[stranger.why]
