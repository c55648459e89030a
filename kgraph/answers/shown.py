"""What a notebook shows of a record."""

from __future__ import annotations


class Shown:
    """A record that a notebook shows as people want to read it."""

    def _repr_html_(self) -> str:
        """Return the record as a piece of HTML, which `kgraph.answers.html` makes."""
        from kgraph.answers.html import render_item

        return render_item(self)
