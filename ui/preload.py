"""What takes long to import, loaded with the server so that the first visitor need not wait for it.

Nothing here caches with Streamlit, which would complain that no session is there yet.
"""

import plotly.graph_objects  # noqa: F401

import metrics.compute
import metrics.km  # noqa: F401
import store.read
import store.status  # noqa: F401
