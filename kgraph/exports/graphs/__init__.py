"""Graphs of claims for other tools: what nodes and edges say, in two shapes, and the formats they are written in."""
