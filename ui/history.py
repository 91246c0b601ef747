"""The browser's Back and Forward: one act of a person, one step."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

# TRICKY: Streamlit pushes one step for the parameters and another for the page, and one when `/` leads to the
# first page, where Back would then never leave. Whatever follows the first push replaces it, until the person
# acts again. A way inside our HTML (`ui.links`) is such a step too, as if the person had travelled there; the
# browser would load the app afresh.
SCRIPT = """
<style>.st-key-history { display: none }</style>
<script>
if (!history.isOneStep) {
    history.isOneStep = true
    const push = history.pushState
    let hasMoved = true
    for (const act of ["pointerdown", "keydown", "click"])
        window.addEventListener(act, () => { hasMoved = false }, true)
    history.pushState = function (...step) {
        const move = hasMoved ? history.replaceState : push
        hasMoved = true
        return move.apply(history, step)
    }
    document.addEventListener("click", (act) => {
        const way = act.target.closest?.("a.way")
        if (!way || act.button || act.metaKey || act.ctrlKey || act.shiftKey || act.altKey) return
        act.preventDefault()
        history.pushState(null, "", way.href)
        window.dispatchEvent(new PopStateEvent("popstate"))
    })
}
</script>
"""


def apply() -> None:
    """Let Back return to the page before, with its filters."""
    with st.container(key="history"):
        st.html(SCRIPT, unsafe_allow_javascript=True)


def is_travelling() -> bool:
    """Tell whether this run came of Back or Forward: then the address says all there is to say."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation
