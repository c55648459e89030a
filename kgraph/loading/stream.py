"""Read a dataset record by record: each is checked and handed on, and none is kept here.

What must be known of all records until the end (ids, passages, digests) takes 110 to 150 bytes for a claim.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kgraph.errors import DatasetError
from kgraph.loading.checks import NameCheck, check_entity, check_info, check_source, check_vocabulary
from kgraph.loading.claim_checks import ClaimChecks
from kgraph.loading.files import find_sizes
from kgraph.loading.findings import Findings
from kgraph.loading.known import Everything, Known
from kgraph.loading.problems import Problems
from kgraph.loading.progress import OnProgress, Progress
from kgraph.loading.read import INFO_FILE, RETIRED_FILE, VOCABULARY_FILE, DatasetFolder, open_folder
from kgraph.loading.retired_checks import check_retired
from kgraph.loading.validate import RecordReader, build_info, build_vocabulary, given_words
from kgraph.loading.version import VersionDigest
from kgraph.records import Claim, DatasetInfo, Entity, Retired, Source, Term, Vocabulary
from kgraph.records.retired import RetiredKind


class RecordSink(Protocol):
    """What the records of a dataset go into: first `add_info`, once, then all entities, sources, claims, retired ids.

    Records of one kind come in the order of their file. Each has passed its model; no two of a kind have the same
    id; the entities, sources and words that it names are there and fit. Only whether the claims that a claim refers
    to exist, and that they form no circle, is known at the end. Once anything is found wrong, nothing more comes.
    """

    def add_info(self, info: DatasetInfo, vocabulary: Vocabulary) -> None:
        """Take what the dataset says about itself, and its words, each list in the order of its ids."""

    def add_entity(self, entity: Entity) -> None:
        """Take an entity."""

    def add_source(self, source: Source) -> None:
        """Take a source."""

    def add_claim(self, claim: Claim, canonical: bytes) -> None:
        """Take a claim, and its canonical JSON in UTF-8 without a line end: what the version is made of."""

    def add_retired(self, retired: Retired) -> None:
        """Take a retired id."""


@dataclass(frozen=True, slots=True)
class DatasetHead:
    """What a dataset says about itself, its words in the order of their ids, its version, and what it holds."""

    info: DatasetInfo
    vocabulary: Vocabulary
    version: str
    entity_count: int
    source_count: int
    claim_count: int
    retired_count: int = 0


def read_dataset(path: str | Path, into: RecordSink, *, on_progress: OnProgress | None = None) -> DatasetHead:
    """Read the dataset in the folder `path`, hand each of its records to `into`, and return what it is.

    Memory grows by 110 to 150 bytes for a claim that was read in one row or sentence, and by what `into` keeps.
    Lines that are canonical JSON (see `canonical_json`) are read more than twice as fast as others. `on_progress` is
    called some ten times a second with the bytes of files that were read, and with all that there are.

    Raises:
        DatasetError: the folder cannot be read or holds problems; the error carries all of them, each with
            file, record, field, value and what comes near it (the first 1,000, and the count of all). What `into`
            has been given by then is worth nothing.
    """
    problems = Problems()
    progress = Progress(find_sizes(Path(path)), on_progress)
    folder = open_folder(Path(path), problems)
    head = None if folder is None else _Reading(folder, into, problems, progress).run()
    if head is None:
        raise DatasetError(str(path), problems.kept, problems.count)
    return head


class _Reading:
    def __init__(self, folder: DatasetFolder, into: RecordSink, problems: Problems, progress: Progress) -> None:
        self.folder = folder
        self.into = into
        self.problems = problems
        self.progress = progress
        self.version = VersionDigest()
        self.known = Known()
        # In the order of the report; `problems` has what is wrong with files and single records, and comes first.
        self.findings = {kind: Findings() for kind in ("info", "vocabulary", "entities", "names", "sources")}

    @property
    def is_sound(self) -> bool:
        return not self.problems.count and not any(findings.count for findings in self.findings.values())

    def run(self) -> DatasetHead | None:
        info = self._read_objects()
        entity_count = self._read_entities()
        source_count = self._read_sources()
        if info is not None:
            check_info(info, self.known, self.findings["info"])
        claim_count, claim_ids = self._read_claims()
        retired_count = self._read_retired(claim_ids)
        self._report()
        if not self.problems.count and not claim_count:
            self.problems.add(self.folder.files["relations"].name, "holds no claim: the dataset is empty")
        if self.problems.count or info is None or self.known.vocabulary is None:
            return None
        version = self.version.hexdigest()
        counts = (entity_count, source_count, claim_count, retired_count)
        return DatasetHead(info, self.known.vocabulary, version, *counts)

    def _read_objects(self) -> DatasetInfo | None:
        folder, problems, known = self.folder, self.problems, self.known
        info = build_info(folder.info, problems) if folder.info is not None else None
        if folder.vocabulary is not None:
            known.vocabulary = build_vocabulary(folder.vocabulary, problems)
        for name in Vocabulary.model_fields:
            words = given_words((folder.vocabulary or {}).get(name))
            known.words[name] = Everything() if words is None else words
        if known.vocabulary is not None:
            check_vocabulary(known.vocabulary, known, self.findings["vocabulary"])
            known.vocabulary = _order_words(known.vocabulary)
        for stem in (INFO_FILE, VOCABULARY_FILE):
            self.progress.finish_file(f"{stem}.json")
        if info is not None and known.vocabulary is not None:
            self.version.add_info(info, known.vocabulary)
            if self.is_sound:
                self.into.add_info(info, known.vocabulary)
        return info

    def _read_entities(self) -> int:
        file = self.folder.files["entities"]
        reader = RecordReader(Entity, file, self.problems, self.progress)
        types, names = self.known.types, NameCheck()
        for entity, canonical, _ in reader:
            types[entity.id] = entity.type
            names.add(entity)
            check_entity(entity, self.known, self.findings["entities"])
            self.version.add("entities", canonical)
            if self.is_sound:
                self.into.add_entity(entity)
        names.finish(self.findings["names"])
        if file.is_whole:
            self.known.entities = types.keys() if len(types) == len(reader.ids) else frozenset(reader.ids)
        return len(types)

    def _read_sources(self) -> int:
        file = self.folder.files["sources"]
        reader = RecordReader(Source, file, self.problems, self.progress)
        count = 0
        for source, canonical, _ in reader:
            count += 1
            check_source(source, self.known, self.findings["sources"])
            self.version.add("sources", canonical)
            if self.is_sound:
                self.into.add_source(source)
        if file.is_whole:
            self.known.sources = frozenset(reader.ids)
        return count

    def _read_claims(self) -> tuple[int, Collection[str]]:
        file = self.folder.files["relations"]
        reader = RecordReader(Claim, file, self.problems, self.progress)
        checks = ClaimChecks(self.known, reader.ids)
        was_sound, count = self.is_sound, 0
        for claim, canonical, handle in reader:
            count += 1
            is_sound = checks.check(claim, handle)
            self.version.add("claims", canonical)
            if was_sound and is_sound and not self.problems.count:
                self.into.add_claim(claim, canonical)
        checks.finish(is_whole=file.is_whole)
        self.findings |= {"claims": checks.findings, "passages": checks.passage_findings}
        self.findings["circles"] = checks.circle_findings
        return count, reader.ids if file.is_whole else Everything()

    def _read_retired(self, claim_ids: Collection[str]) -> int:
        """Read the retired ids, of which a dataset has some thousands at most: they are held until all are checked."""
        file = self.folder.files[RETIRED_FILE]
        found = []
        for retired, canonical, _ in RecordReader(Retired, file, self.problems, self.progress):
            found.append(retired)
            self.version.add("retired", canonical)
        findings = self.findings["retired"] = Findings()
        if file.is_whole:
            living: dict[RetiredKind, Collection[str]] = {
                "entity": self.known.entities,
                "source": self.known.sources,
                "claim": claim_ids,
            }
            check_retired(found, living, findings)
        if self.is_sound:
            for retired in found:
                self.into.add_retired(retired)
        return len(found)

    def _report(self) -> None:
        file_names = {stem: file.name for stem, file in self.folder.files.items()}
        for findings in self.findings.values():
            findings.report(self.problems, file_names)


def _order_words(vocabulary: Vocabulary) -> Vocabulary:
    """Put each list in the order of its ids: the order of a file must not show, since the version ignores it."""
    return vocabulary.model_copy(
        update={name: tuple(sorted(getattr(vocabulary, name), key=_id_of)) for name in Vocabulary.model_fields}
    )


def _id_of(term: Term) -> str:
    return term.id
