"""Live: who waits now, where, since when, and what the agents do; drawn anew every few seconds."""

import streamlit as st

from ui import filters, session
from ui.live import page as live

who = session.require("live")
wall = live.is_wall(filters.address())
with st.container(key="wall" if wall else "live"):
    seen = live.opened("live", who)
    head = st.empty()
    narrowed = live.bar(seen, wall)
    live.ticking(seen, narrowed, wall, head)
