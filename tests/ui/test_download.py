import polars as pl

from ui.download import csv


def test_a_cell_that_begins_like_a_formula_is_disarmed():
    frame = pl.DataFrame({"queue": ["=1+1", "  @cmd", "PS"], "wait": [-3, None, 4]})

    assert csv(frame) == b"\xef\xbb\xbfqueue,wait\n'=1+1,-3\n'  @cmd,\nPS,4\n"
