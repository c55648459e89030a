"""Records of the FollowTheMoney model, as OpenSanctions and Aleph publish them, made into a dataset."""

from kgraph.importing.followthemoney.file import import_followthemoney
from kgraph.importing.followthemoney.mapping import RecordMapping, find_record_mapping
from kgraph.importing.followthemoney.report import FollowTheMoneyReport

__all__ = ["FollowTheMoneyReport", "RecordMapping", "find_record_mapping", "import_followthemoney"]
