"""Every item of every answer as flat rows, for tables, data frames and files: one place that says what is in them.

A row that shows a claim or a tie has its evidence: what a tie's claims are is in rows of their own, one for each claim
that the answer shows; a tie without any has one row, with how many claims it has and where they are listed.
"""

from kgraph.answers.rows.columns import Cell, Column, RowTable, iter_rows, to_plain
from kgraph.answers.rows.tables import TABLES, find_item_type, find_table

__all__ = ["TABLES", "Cell", "Column", "RowTable", "find_item_type", "find_table", "iter_rows", "to_plain"]
