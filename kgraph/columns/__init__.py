"""A dataset version as columns of numbers: compact, ready to be asked, and the same in memory and in a file."""

from kgraph.columns.builder import ColumnsBuilder
from kgraph.columns.columns import FORMAT, Columns
from kgraph.columns.dates import DateTable, Window
from kgraph.columns.reading import ClaimReader
from kgraph.columns.rows import AlikeClaims
from kgraph.columns.tables import Kind, Passage, Support
from kgraph.columns.words import MAX_WORDS, WordBits, words_of

__all__ = [
    "FORMAT",
    "MAX_WORDS",
    "AlikeClaims",
    "ClaimReader",
    "Columns",
    "ColumnsBuilder",
    "DateTable",
    "Kind",
    "Passage",
    "Support",
    "Window",
    "WordBits",
    "words_of",
]
