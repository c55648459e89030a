"""Names in several scripts: their comparison keys, their romanisations, and an index over them.

Pure code that knows no records and no stores. Imports run one way: scripts, normalise, romanisations,
transliterate, readings, keys, then the tables (prefixes, spellings, typos), the index and `nearest_words`.
"""

from kgraph.names.index import NameIndex
from kgraph.names.matches import MAX_NAME_LENGTH, WAYS, How, IndexedName, NameMatch
from kgraph.names.nearest import nearest_words
from kgraph.names.normalise import compact_key, name_key
from kgraph.names.transliterate import latin_forms, skeleton

__all__ = [
    "MAX_NAME_LENGTH",
    "WAYS",
    "How",
    "IndexedName",
    "NameIndex",
    "NameMatch",
    "compact_key",
    "latin_forms",
    "name_key",
    "nearest_words",
    "skeleton",
]
