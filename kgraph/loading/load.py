"""Load a dataset: read, check, and hand out its records, or raise with everything that is wrong."""

from __future__ import annotations

from pathlib import Path

from kgraph.errors import DatasetError
from kgraph.loading.checks import check_dataset
from kgraph.loading.problems import Problems
from kgraph.loading.read import open_folder
from kgraph.loading.validate import Draft, build_draft
from kgraph.loading.version import digest_dataset
from kgraph.records import Dataset, Term, Vocabulary


def load_dataset(path: str | Path) -> Dataset:
    """Return the dataset in the folder `path`, its records in the order of their ids.

    Raises:
        DatasetError: the folder cannot be read or holds problems; the error carries all of them, each with
            file, record, field, value and what comes near it (the first 1,000, and the count of all).
    """
    problems = Problems()
    folder = open_folder(Path(path), problems)
    draft = Draft() if folder is None else build_draft(folder, problems)
    if folder is not None:
        check_dataset(draft, problems)
        if not problems.count and not draft.claims:
            problems.add(draft.file_names["relations"], "holds no claim: the dataset is empty")
    if problems.count or draft.info is None or draft.vocabulary is None:
        raise DatasetError(str(path), problems.kept, problems.count)
    entities = tuple(draft.entities[id_] for id_ in sorted(draft.entities))
    claims = tuple(draft.claims[id_] for id_ in sorted(draft.claims))
    sources = tuple(draft.sources[id_] for id_ in sorted(draft.sources))
    vocabulary = _order_words(draft.vocabulary)
    # The records have been validated one by one: validating them again as a whole would double the time.
    return Dataset.model_construct(
        info=draft.info,
        vocabulary=vocabulary,
        entities=entities,
        claims=claims,
        sources=sources,
        version=digest_dataset(draft.info, vocabulary, entities, claims, sources),
    )


def _order_words(vocabulary: Vocabulary) -> Vocabulary:
    """Put each list in the order of its ids: the order of a file must not show, since the version ignores it."""
    return vocabulary.model_copy(
        update={name: tuple(sorted(getattr(vocabulary, name), key=_id_of)) for name in Vocabulary.model_fields}
    )


def _id_of(term: Term) -> str:
    return term.id


def default_dataset_path() -> Path:
    """Return the folder of the dataset that ships: in the wheel beside this package, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "default_data"
    return shipped if shipped.is_dir() else package.parent / "data"
