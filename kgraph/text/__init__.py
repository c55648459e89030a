"""Passages of a text: how it is cut into paragraphs and sentences, normalised, and digested."""

from kgraph.text.passages import Passage, digest, iter_passages, normalise, text_digest

__all__ = ["Passage", "digest", "iter_passages", "normalise", "text_digest"]
