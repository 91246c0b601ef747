"""The frame around every page: appearance, who is looking, the menu."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from ui import cards, navigation, session, theme

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
    with session.entered(session.viewer()) as who:
        page = st.navigation(navigation.menu(who.role), expanded=True)
        session.foot(who)
        with cards.whole_page():
            page.run()


if __name__ == "__main__":  # Streamlit runs this file so for every session
    main()
else:  # the server imports it, once
    # TRICKY: a folder named pages beside the main script makes Streamlit run its old router before this
    # file in the first session of a process, which answers a deep link with "Page not found".
    PagesManager.uses_pages_directory = False
    app = st.App(__file__)
