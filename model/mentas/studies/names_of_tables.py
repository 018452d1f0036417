"""What the tables in a study's folder are called. Light to import."""

from __future__ import annotations

RUNS, OUTCOMES, GROUPS, SPENDING, HOUSEHOLDS, TRANSITIONS = (
    "runs.parquet", "outcomes.parquet", "groups.parquet", "spending_runs.parquet", "households.parquet",
    "transitions_runs.parquet",
)  # fmt: skip

SUMMARY = "summary.csv"
TABLES = (RUNS, OUTCOMES, GROUPS, SPENDING, TRANSITIONS, SUMMARY, "spending.csv", "decile_transitions.csv")
"""Files that a comparison makes."""

OF_DOUBT = ("plan.csv", "structures.csv")
"""Files that are made where parameters and structure vary."""

ERRORS, BEST = "errors.csv", "best.csv"

FOLDER_OF_REGIONS = "regions"
"""Where tables of a study's regions lie."""

OF_REGIONS = tuple(f"{FOLDER_OF_REGIONS}/{name}" for name in (*TABLES[:6], HOUSEHOLDS))

OF_SENSITIVITY = ("sensitivity.csv", "sensitivity_groups.csv", "noise.csv", "switch.csv", "refused.csv")
OF_DISCOVERY = ("cases.csv", "boxes.csv", "peeling.csv", "discovery.json")
OF_FRONTIER = ("candidates.csv", "frontier.csv", "cost.csv", "next_billion.csv", "regret.csv", "cautious.csv",
               "frontier.json")  # fmt: skip
"""Files of a kind of study."""

CONFIRMED, MORE = "confirmed", "more_money"
"""Folders of a frontier's fresh worlds, and of its larger envelope."""

OF_POINTS = POINTS, RESPONSES = ("points.csv", "responses.csv")

STORIES = "stories.json"
"""Lives of a few households, made when a reader asks for them; see `studies.story`."""

EVERY = (
    *TABLES, STORIES, *OF_DOUBT, HOUSEHOLDS, ERRORS, *OF_POINTS, BEST, *OF_REGIONS, *OF_SENSITIVITY, *OF_DISCOVERY,
    *OF_FRONTIER,
    *(f"{place}/{name}" for place in (CONFIRMED, MORE) for name in (RUNS, OUTCOMES, GROUPS, SPENDING, *OF_POINTS)),
)  # fmt: skip
"""Files that are made of runs and must go when a study is changed."""
