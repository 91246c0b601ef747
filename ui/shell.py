"""The frame around every page: appearance, who is looking, the menu."""

import streamlit as st

from ui import cards, demo, history, navigation, session, sign_in, theme, whose, written
from ui.customer import uncovering
from ui.identity import Stranger

SIDE_BAR_PX = 224


def main() -> None:
    """Draw the frame, then the page that the address names."""
    st.set_page_config(
        page_title="Moked",
        page_icon=str(theme.STATIC / "mark.png"),
        layout="wide",
        initial_sidebar_state=SIDE_BAR_PX,
    )
    st.logo(str(theme.STATIC / "moked.svg"), icon_image=str(theme.STATIC / "mark.svg"), size="large")
    theme.apply()
    history.apply()
    who = session.viewer()
    if isinstance(who, Stranger):
        session.left()
        written.refused()
        sign_in.card(who)
        return
    whose.seen(who)
    with session.entered(who):
        demo.note(who)
        page = st.navigation(navigation.menu(who.role), expanded=True)
        session.foot(who)
        sign_in.watch(who, session.viewer)  # before the page, which may stop the run
        uncovering.left(page.url_path)
        with cards.whole_page():
            page.run()


main()
