"""Polars works in one thread here: tests run side by side, where a second one spins more than it works.

Groups come in an order of chance all the same. What tests start has as many threads as anywhere.
To be imported before anything that imports Polars, which makes its threads then.
"""

import pytest

with pytest.MonkeyPatch.context() as patch:
    patch.setenv("POLARS_MAX_THREADS", "1")
    import polars as pl

    assert pl.thread_pool_size() == 1, "something imported Polars before this file"
