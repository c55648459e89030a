"""The records that a dataset is made of. All are frozen and refuse unknown fields."""

from kgraph.records.claim import Cite, Claim, Content, Evidence, Locator, Qualifier, Value
from kgraph.records.dataset import Dataset, DatasetInfo
from kgraph.records.entity import Entity, Identifiers, Name
from kgraph.records.retired import Retired
from kgraph.records.source import Source
from kgraph.records.vocabulary import Predicate, Role, Term, Vocabulary

__all__ = [
    "Cite",
    "Claim",
    "Content",
    "Dataset",
    "DatasetInfo",
    "Entity",
    "Evidence",
    "Identifiers",
    "Locator",
    "Name",
    "Predicate",
    "Qualifier",
    "Retired",
    "Role",
    "Source",
    "Term",
    "Value",
    "Vocabulary",
]
