"""Who says it, and where it was read: the speaker and the evidence of a record's claims."""

from __future__ import annotations

import re
from collections.abc import Callable

from kgraph.importing.followthemoney.dates import find_retrieval
from kgraph.importing.followthemoney.records import MAX_NAME_CHARACTERS, FtmRecord, Refusal, cut, make_id, to_line
from kgraph.importing.mapping import DatasetSpec
from kgraph.loading.problems import printable
from kgraph.names import name_key
from kgraph.records import Entity, Evidence, Locator, Source
from kgraph.records.claim import URL_PATTERN

INSTITUTION_TYPE = "institution"
INSTITUTION_DEFINITION = "A publisher, a list or an authority that records name and do not describe."
_URL = re.compile(URL_PATTERN)
_MAX_URL_CHARACTERS = 2000


def read_pages(record: FtmRecord) -> tuple[Locator, ...]:
    """Return the pages that a record was taken from, by their addresses.

    Raises:
        Refusal: it gives what is no address, or a retrieval that is no date.
    """
    retrieved = find_retrieval(record)
    urls = sorted(record.texts("sourceUrl"))
    for url in urls:
        if not _URL.match(url) or len(url) > _MAX_URL_CHARACTERS:
            raise Refusal("is no address that begins with http", field="properties.sourceUrl", value=url)
    return tuple(Locator(url=url, retrieved=retrieved) for url in urls)


class Provenance:
    """Finds the speaker and the evidence of records, and hands out the entities and sources that these need.

    `add_entity` and `add_source` are called once for each record that is needed, before it is named.
    """

    def __init__(
        self,
        file: str,
        dataset: DatasetSpec,
        add_entity: Callable[[Entity], None],
        add_source: Callable[[Source], None],
    ) -> None:
        self._file = printable(file, MAX_NAME_CHARACTERS)
        self._dataset = dataset
        self._add_entity = add_entity
        self._add_source = add_source
        self._institutions: dict[str, str] = {}
        self._sources: dict[str, str] = {}

    def get_institution(self, name: str) -> str:
        """Return the id of the institution with that name: a publisher, a list, an authority."""
        id_ = self._institutions.get(name)
        if id_ is None:
            id_ = make_id(INSTITUTION_TYPE, name)
            shown = cut(name, MAX_NAME_CHARACTERS)
            self._add_entity(
                Entity(
                    id=id_,
                    type=INSTITUTION_TYPE,
                    name=shown,
                    description="A publisher, a list or an authority: records name it.",
                )
            )
            self._institutions[name] = id_
        return id_

    def find_speaker(self, record: FtmRecord) -> str:
        """Return the id of who asserts a record.

        That is its one publisher; else the one list that it is in; else the file as a whole, since of several
        publishers or lists nobody can tell which says what.
        """
        publishers = [name for name in record.texts("publisher") if name_key(name)]
        names = publishers if len(publishers) == 1 else record.datasets
        return self.get_institution(names[0] if len(names) == 1 else self._dataset.title)

    def build_evidence(self, record: FtmRecord, speaker: str, pages: tuple[Locator, ...]) -> tuple[Evidence, ...]:
        """Return where a record was read: the pages that it gives, or else its line in the file."""
        digest = record.digest()
        if pages:
            source = self._add_page(record, speaker)
            return tuple(Evidence(source=source, locator=page, digest=digest) for page in pages)
        return (Evidence(source=self._get_list(record), locator=Locator(row=record.line), digest=digest),)

    def _get_list(self, record: FtmRecord) -> str:
        """Return the id of the list that a record is in, as a source, or of the file if that is not one list."""
        name = record.datasets[0] if len(record.datasets) == 1 else self._dataset.title
        id_ = self._sources.get(name)
        if id_ is None:
            outlet = self.get_institution(name)
            id_ = make_id("list", name, self._file)
            self._add_source(Source(id=id_, type="dataset", outlet=outlet, title=cut(f"{name}, in {self._file}", 1000)))
            self._sources[name] = id_
        return id_

    def _add_page(self, record: FtmRecord, outlet: str) -> str:
        # A source for each record: many records give the same page, and one passage can have one digest only.
        record_id = cut(to_line(record.id), MAX_NAME_CHARACTERS)
        title = f"{record.schema.label} {record_id}, line {record.line} of {self._file}"
        id_ = make_id("record", outlet, title)
        self._add_source(Source(id=id_, type="web-page", outlet=outlet, title=cut(title, 1000)))
        return id_
