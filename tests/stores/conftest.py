"""A failing assertion of the contract shows its values, as one in a test file does."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite(*(f"tests.stores.contract_{part}" for part in ("claims", "records", "ties")))
