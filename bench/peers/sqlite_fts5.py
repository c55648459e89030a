"""SQLite's full-text index FTS5: words for beginnings, trigrams for slips."""

from __future__ import annotations

import sqlite3
import unicodedata

from bench.events import Events
from bench.peers.base import Peer
from bench.questions import FOUND_NAMES, NameQuery

SCHEMA = """
CREATE VIRTUAL TABLE words USING fts5(name, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3 4 5');
CREATE VIRTUAL TABLE trigrams USING fts5(name, tokenize = 'trigram remove_diacritics 1', content = '');
"""
OLDER = "trigram remove_diacritics 1", "trigram"
BEGUN = f"SELECT name FROM words WHERE words MATCH ? LIMIT {FOUND_NAMES}"  # noqa: S608
MISTYPED = f"""
SELECT words.name FROM (SELECT rowid FROM trigrams WHERE trigrams MATCH ? ORDER BY rank LIMIT {FOUND_NAMES}) hit
JOIN words ON words.rowid = hit.rowid
"""  # noqa: S608


class SqliteFts5(Peer):
    """Two indexes in one file: a prefix index of words, and trigrams ranked by BM25."""

    name = "SQLite FTS5"
    note = "prefix query anchored to the beginning; trigrams of the typed text, any of them, by rank"
    workloads = frozenset({"typo", "prefix"})
    memory = None

    @classmethod
    def find_obstacle(cls) -> str | None:
        """FTS5 with trigrams is compiled in, or not."""
        try:
            with sqlite3.connect(":memory:") as connection:
                connection.execute("CREATE VIRTUAL TABLE probe USING fts5(name, tokenize = 'trigram')")
        except sqlite3.OperationalError as error:
            return f"SQLite without FTS5 trigrams: {error}"
        finally:
            connection.close()
        return None

    @property
    def version(self) -> str:
        """The version of SQLite."""
        return sqlite3.sqlite_version

    def load(self, events: Events) -> None:
        """Fill both indexes."""
        self.open()
        # Diacritics of trigrams can be removed from 3.45 on.
        is_new = sqlite3.sqlite_version_info >= (3, 45)
        self.connection.executescript(SCHEMA if is_new else SCHEMA.replace(*OLDER))
        rows = [(number, name) for number, name in enumerate(events.names, start=1)]
        self.connection.executemany("INSERT INTO words (rowid, name) VALUES (?, ?)", rows)
        self.connection.executemany("INSERT INTO trigrams (rowid, name) VALUES (?, ?)", rows)
        self.connection.executescript("INSERT INTO words (words) VALUES ('optimize');")
        self.connection.executescript("INSERT INTO trigrams (trigrams) VALUES ('optimize');")
        self.connection.commit()

    def save(self) -> None:
        """Nothing is left to be written."""

    def open(self) -> None:
        """Open the file."""
        self.connection = sqlite3.connect(self.folder / "names.sqlite")

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def find_begun(self, query: NameQuery) -> list[str]:
        """Match whole words, and the last one as the beginning of one, from the first word of the name on."""
        words = "".join(sign if sign.isalnum() or _is_mark(sign) else " " for sign in query.text).split()
        return self._ask(BEGUN, f'^ "{" ".join(words)}" *')

    def find_mistyped(self, query: NameQuery) -> list[str]:
        """Match any trigram of the typed text, the names with most and rarest first."""
        text = query.text.replace('"', " ")
        return self._ask(MISTYPED, " OR ".join(f'"{text[at : at + 3]}"' for at in range(len(text) - 2)))

    def _ask(self, sql: str, match: str) -> list[str]:
        return [name for (name,) in self.connection.execute(sql, (match,))]


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")
