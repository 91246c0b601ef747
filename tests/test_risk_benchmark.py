"""The benchmark on any CSV with a label: figures by hand, and a sentence where a file does not fit."""

import sys

import numpy as np
import polars as pl
import pytest

from benchmarks import risk

PLANS = {"flat": 0.05, "metered": 0.6, None: 0.2}


def people(n=600):
    """Customers of whom those on one plan leave far more often; some have no plan or no age."""
    draws = np.random.default_rng(5)
    plan = draws.choice(["flat", "metered", None], n, p=[0.6, 0.3, 0.1])
    chance = np.array([PLANS[each] for each in plan])
    return pl.DataFrame(
        {
            "id": [f"c{i}" for i in range(n)],
            "plan": plan.tolist(),
            "age": [None if i % 7 == 0 else float(i % 60) for i in range(n)],
            "Churn": np.where(draws.random(n) < chance, "Yes", "No").tolist(),
        }
    )


def test_figures_are_those_by_hand():
    left = np.array([1, 0, 0, 1, 0, 0, 0, 0, 0, 0], float)

    found = risk.figures(np.arange(10, 0, -1.0), np.full(10, 0.2), left, 0.2)

    assert found == pytest.approx(
        {"AUC": 14 / 16, "lift@10 %": 5.0, "Brier": 0.16, "usual": 0.16, "calibration": 0.32}
    )


def test_points_are_the_log_likelihood_ratios_of_the_rows_learnt_from():
    column = pl.DataFrame({"plan": ["a"] * 40 + ["b"] * 40 + [None] * 20})
    left = np.array([1.0] * 30 + [0.0] * 10 + [1.0] * 10 + [0.0] * 30 + [0.0] * 20)
    learnt = np.arange(80)

    found = risk.weighed(column["plan"], left, learnt)

    assert found[[0, 40, 99]] == pytest.approx([np.log(30.5 / 10.5), np.log(10.5 / 30.5), 0.0])


def test_what_tells_who_leaves_is_found_in_each_way_and_time_is_not_proved(capsys):
    found = risk.of_file(people(), "Churn", None, ["id"], 2)
    said = capsys.readouterr().out

    assert {way: min(one["AUC"] for one in each) > 0.7 for way, each in found.items()} == {
        "points": True,
        "logistic": True,
        "challenger": True,
    }
    assert max(one["Brier"] - one["usual"] for each in found.values() for one in each) < 0
    assert "proves nothing about finding anybody in time" in said


def test_rows_without_a_label_are_left_out(capsys):
    rows = people().with_columns(pl.when(pl.int_range(pl.len()) % 10 > 0).then("Churn").alias("Churn"))

    risk.of_file(rows, "Churn", None, ["id"], 1)

    assert "60 rows without a label are left out\n540 rows" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rows", "label", "left_as", "leave_out", "said"),
    [
        (people(), "churned", None, [], "Unknown column 'churned'. Known: id, plan, age, Churn."),
        (people(), "Churn", None, ["name"], "Unknown column 'name'"),
        (people(), "Churn", None, ["id", "plan", "age"], "no column left"),
        (people().with_columns(Churn=pl.lit("No")), "Churn", None, [], "0 left and 600 stayed"),
        (people(), "Churn", "gone", [], "Its values: 'No', 'Yes'. Name the one for who left with --left."),
    ],
    ids=["no such label", "no such column", "nothing to learn from", "one class", "another word for leaving"],
)
def test_a_file_that_does_not_fit_is_refused_with_a_sentence(rows, label, left_as, leave_out, said):
    with pytest.raises(risk.UnfitError) as refused:
        risk.of_file(rows, label, left_as, leave_out, 1)

    assert said in str(refused.value)


def test_a_csv_is_read_from_its_file(tmp_path, monkeypatch, capsys):
    people().write_csv(tmp_path / "churn.csv")
    monkeypatch.setattr(
        sys, "argv", ["risk", str(tmp_path / "churn.csv"), "--label", "Churned", "--splits", "1"]
    )

    with pytest.raises(SystemExit):
        risk.main()

    assert "Unknown column 'Churned'" in capsys.readouterr().err
