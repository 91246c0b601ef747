import polars as pl
import pytest

from store.covered import cover


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("+972 50-555 4217", "•••• 4217"),
        ("050***4217", "•••• 4217"),
        ("54217", "••••"),
        ("anna.bar@example.com", "a••••@e••••.com"),
        ("a@host", "a••••@h••••"),
        ("mail: anna@example.com", "m•••• a••••"),
        ("Roni Levi", "R•••• L••••"),
        ("רוני לוי", "ר•••• ל••••"),
        ("12 Herzl St, Tel Aviv 65784", "•••• H•••• S••••, T•••• A•••• ••••"),
        ("<b>Roni</b>", "••••"),
        ("X1234567", "X••••"),
        ("", ""),
        (None, None),
    ],
    ids=[
        "a number",
        "a number that is hidden in part",
        "a short number",
        "a mail address",
        "an address without an end",
        "an address within words",
        "a name",
        "a name in Hebrew",
        "a postal address",
        "markup",
        "a document",
        "nothing",
        "not known",
    ],
)
def test_who_somebody_is_is_covered(said, shown):
    assert pl.DataFrame({"said": [said]}, {"said": pl.String}).select(cover(pl.col("said"))).item() == shown
