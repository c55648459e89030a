"""What the tests of exports are collected from."""

from __future__ import annotations

# Runs under another Python, which has the package followthemoney.
collect_ignore = ["ftm_judge.py"]
