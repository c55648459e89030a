"""From the files of a dataset folder to checked records, or to one report of everything that is wrong."""

from kgraph.loading.load import default_dataset_path, load_dataset
from kgraph.loading.verify import PassageCheck, Verification, verify_text

__all__ = ["PassageCheck", "Verification", "default_dataset_path", "load_dataset", "verify_text"]
