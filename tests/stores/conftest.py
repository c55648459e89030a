"""A failing assertion of the contract shows its values, as one in a test file does."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.register_assert_rewrite(
    *(f"tests.stores.{path.stem}" for path in sorted(Path(__file__).parent.glob("contract_*.py")))
)
