"""What every store must do, whatever it is built on.

Subclass `StoreContract` and override the fixture `make_store`; each test then runs on stores of small
datasets made for it.
"""

from __future__ import annotations

from tests.stores.contract_claims import ClaimsContract
from tests.stores.contract_records import RecordsContract
from tests.stores.contract_ties import TiesContract


class StoreContract(RecordsContract, ClaimsContract, TiesContract):
    """The whole contract."""
