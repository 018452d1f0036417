"""What policies cost is told short, and nothing is said to cost what would have come anyway."""

from __future__ import annotations

import pandas as pd

from mentas.report.comparison import cost
from mentas.report.comparison.cost import Words
from report.comparison.handmade import at, cell, made

COLUMNS = [
    "scenario",
    "programme",
    "regency",
    "year",
    "budget",
    "delivered",
    "admin",
    "leaked",
    "unspent",
    "recipients",
]
MENTAS = {
    at("cash", 2, "mentas_kept"): cell(1_000.0),
    at("capital", 2, "mentas_kept"): cell(1_500.0, 500.0, low=400.0, high=800.0),
}


def money(**budgets):
    """Two years of a budget by scenario: 80 % arrives, 10 % is administration, 5 % leaks, 5 % is left."""
    rows = [(name, "pkh", "Utara", year, b, 0.8 * b, 0.1 * b, 0.05 * b, 0.05 * b, 9.0)
            for name, b in budgets.items() for year in (1, 2)]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def texts(study, lang="en"):
    return [block.text for block in cost.blocks(study, lang) if isinstance(block, Words)]


def test_the_same_budget_is_said_once():
    study = made(MENTAS, spending=money(cash=460e9, capital=460e9))
    assert texts(study)[0] == "Each policy has the same Rp460 billion a year (nominal), Rp920 billion in all."
    assert (
        texts(study, "id")[0] == "Setiap kebijakan memperoleh Rp460 miliar setahun (nominal), seluruhnya Rp920 miliar."
    )


def test_a_budget_that_is_left_is_told_where_the_same_budget_is():
    spending = money(cash=460e9, capital=460e9)
    spending.loc[spending["scenario"] == "capital", ["delivered", "unspent"]] = 0.7 * 460e9, 0.15 * 460e9
    blocks = [b for b in cost.blocks(made(MENTAS, spending=spending), "en") if isinstance(b, Words)]
    cautions = [block.text for block in blocks if block.kind == "caution"]
    assert len(cautions) == 1 and cautions[0].startswith("“Capital” left Rp138 billion (15%) of its budget unspent")


def test_what_a_household_mentas_costs_is_not_said_where_every_policy_has_a_programme():
    assert texts(made(MENTAS, spending=money(cash=460e9, capital=460e9)))[1].startswith(
        "What a household mentas costs is not"
    )


def test_against_no_programme_the_cost_of_one_more_is_said_with_its_interval():
    said = texts(made(MENTAS, spending=money(capital=100e9)))
    assert said[0] == "“Capital” costs Rp100 billion a year (nominal), Rp200 billion in all. No budget: “Cash”."
    # 95 % of 200 billion was spent: 190 billion over 500, 800 and 400 households.
    assert said[1] == (
        "Capital: Rp380 million for each household mentas more than without it (95 % interval Rp237.5 million to "
        "Rp475 million)."
    )


def test_where_it_is_not_known_that_there_are_more_no_cost_is_said():
    cells = MENTAS | {at("capital", 2, "mentas_kept"): cell(1_500.0, 500.0, low=-100.0, high=1_100.0)}
    assert "cannot be said" in texts(made(cells, spending=money(capital=100e9)))[1]


def test_different_budgets_are_told_by_their_ends():
    said = texts(made(MENTAS, spending=money(cash=100e9, capital=200e9)))
    assert said[0] == "The policies cost from Rp100 billion to Rp200 billion a year (nominal)."


def test_a_study_without_books_says_nothing_of_cost():
    assert cost.blocks(made(MENTAS), "en") == ()
