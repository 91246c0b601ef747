"""The web app that `streamlit run app.py` serves; each session runs ui/shell.py."""

import streamlit as st
from starlette.middleware import Middleware

import ui.preload  # noqa: F401
from ui import sign_in_log
from ui.addresses import LeadToPages
from ui.gate import Gate

sign_in_log.apply()

# TRICKY: the script of the sessions must not lie beside pages/. There Streamlit's old router would take the
# first session of a process: without our frame, or with "Page not found" over the right page.
app = st.App("ui/shell.py", middleware=[Middleware(Gate), Middleware(LeadToPages)])
