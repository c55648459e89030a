"""`ftm`: FollowTheMoney entities for Aleph, OpenSanctions and yente, one JSON object a line.

First the entities (`things`), then the sources as documents (`documents`), then for each claim what ties two things
as links between them (`links`), or else a note that names them (`notes`); last a record that says what all this is and
how many there were, without which the file was cut off. `docs/exporting-followthemoney.md` has the tables and lists
what FollowTheMoney cannot hold.
"""

from kgraph.exports.followthemoney.writer import write

__all__ = ["write"]
