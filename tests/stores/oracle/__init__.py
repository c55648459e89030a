"""A store in plain dictionaries that reads every claim for every question: slow, and easy to believe.

What the real store answers is compared with what this one does.
"""

from tests.stores.oracle.memory import MemoryStore

__all__ = ["MemoryStore"]
