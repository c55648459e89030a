"""Load a dataset into memory: all of its records, or an error with everything that is wrong."""

from __future__ import annotations

from pathlib import Path

from kgraph.loading.progress import OnProgress
from kgraph.loading.stream import DatasetHead, read_dataset
from kgraph.records import Claim, Dataset, DatasetInfo, Entity, Retired, Source, Vocabulary


def load_dataset(path: str | Path, *, on_progress: OnProgress | None = None) -> Dataset:
    """Return the dataset in the folder `path`, its records in the order of their ids.

    It takes some 4 kB for a claim: for more than some ten thousands of them `read_dataset` is there.

    Raises:
        DatasetError: as `read_dataset`.
    """
    records = _Records()
    return records.build(read_dataset(path, records, on_progress=on_progress))


def check_dataset(path: str | Path, *, on_progress: OnProgress | None = None) -> DatasetHead:
    """Return what the dataset in the folder `path` is, once all of its records have been checked; none is kept.

    Raises:
        DatasetError: as `read_dataset`.
    """
    return read_dataset(path, _Unkept(), on_progress=on_progress)


class _Unkept:
    """A sink of records that are only looked at."""

    def add_info(self, info: DatasetInfo, vocabulary: Vocabulary) -> None:
        pass

    def add_entity(self, entity: Entity) -> None:
        pass

    def add_source(self, source: Source) -> None:
        pass

    def add_claim(self, claim: Claim, canonical: bytes) -> None:
        pass

    def add_retired(self, retired: Retired) -> None:
        pass


class _Records:
    """A sink that keeps everything."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.sources: list[Source] = []
        self.claims: list[Claim] = []
        self.retired: list[Retired] = []

    def add_info(self, info: DatasetInfo, vocabulary: Vocabulary) -> None:
        pass

    def add_entity(self, entity: Entity) -> None:
        self.entities.append(entity)

    def add_source(self, source: Source) -> None:
        self.sources.append(source)

    def add_claim(self, claim: Claim, canonical: bytes) -> None:  # noqa: ARG002
        self.claims.append(claim)

    def add_retired(self, retired: Retired) -> None:
        self.retired.append(retired)

    def build(self, head: DatasetHead) -> Dataset:
        # The records have been validated one by one: validating them again as a whole would double the time.
        return Dataset.model_construct(
            info=head.info,
            vocabulary=head.vocabulary,
            entities=tuple(sorted(self.entities, key=_id_of)),
            claims=tuple(sorted(self.claims, key=_id_of)),
            sources=tuple(sorted(self.sources, key=_id_of)),
            version=head.version,
            retired=tuple(sorted(self.retired, key=lambda retired: (retired.kind, retired.id))),
        )


def _id_of(record: Entity | Source | Claim) -> str:
    return record.id


def default_dataset_path() -> Path:
    """Return the folder of the dataset that ships: in the wheel beside this package, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "default_data"
    return shipped if shipped.is_dir() else package.parent / "data"
