"""Answers as text that a model can quote: each claim with its standing in words and its citation."""
