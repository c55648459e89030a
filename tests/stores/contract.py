"""What every store must do, whatever it is built on.

Subclass `StoreContract` and override the fixture `make_store`; each test then runs on stores of small
datasets made for it.
"""

from __future__ import annotations

from tests.stores.contract_claims import ClaimsContract
from tests.stores.contract_counts import CountsContract
from tests.stores.contract_dates import DatesContract
from tests.stores.contract_disputes import DisputesContract
from tests.stores.contract_exclusions import ExclusionsContract
from tests.stores.contract_orders import OrdersContract
from tests.stores.contract_records import RecordsContract
from tests.stores.contract_sources import SourcesContract
from tests.stores.contract_ties import TiesContract
from tests.stores.contract_values import ValuesContract
from tests.stores.contract_weaknesses import WeaknessesContract


class StoreContract(
    RecordsContract,
    ClaimsContract,
    ValuesContract,
    DatesContract,
    OrdersContract,
    CountsContract,
    ExclusionsContract,
    DisputesContract,
    SourcesContract,
    TiesContract,
    WeaknessesContract,
):
    """The whole contract."""
