"""From the files of a dataset folder to checked records, or to one report of everything that is wrong."""

from kgraph.loading.canonical import canonical_json
from kgraph.loading.files import digest_files, fingerprint_folder
from kgraph.loading.load import check_dataset, default_dataset_path, load_dataset
from kgraph.loading.progress import OnProgress
from kgraph.loading.stream import DatasetHead, RecordSink, read_dataset
from kgraph.loading.verify import PassageCheck, ReadPassage, Verification, verify_passages, verify_text

__all__ = [
    "DatasetHead",
    "OnProgress",
    "PassageCheck",
    "ReadPassage",
    "RecordSink",
    "Verification",
    "canonical_json",
    "check_dataset",
    "default_dataset_path",
    "digest_files",
    "fingerprint_folder",
    "load_dataset",
    "read_dataset",
    "verify_passages",
    "verify_text",
]
