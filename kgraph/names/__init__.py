"""Names in several scripts: their comparison keys, their romanisations, and an index over them.

Pure code that knows no records and no stores. Imports run one way: scripts, normalise, romanisations,
transliterate, readings, keys; sections, strings, hashes, postings; the tables (prefixes, spellings, typos); building,
the index and `nearest_words`. The inner loops are in `kgraph.kernel.names`.
"""

from kgraph.names.index import NAME_INDEX_FORMAT, NameIndex
from kgraph.names.matches import MAX_NAME_LENGTH, WAYS, How, IndexedName, NameMatch
from kgraph.names.nearest import nearest_sorted, nearest_words
from kgraph.names.normalise import compact_key, name_key
from kgraph.names.strings import pack_strings
from kgraph.names.transliterate import latin_forms, skeleton

__all__ = [
    "MAX_NAME_LENGTH",
    "NAME_INDEX_FORMAT",
    "WAYS",
    "How",
    "IndexedName",
    "NameIndex",
    "NameMatch",
    "compact_key",
    "latin_forms",
    "name_key",
    "nearest_sorted",
    "nearest_words",
    "pack_strings",
    "skeleton",
]
