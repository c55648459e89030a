"""A folder with a table and its mapping in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.tables import MAPPING, TABLE


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    (folder / "table.csv").write_text(TABLE, encoding="utf-8")
    (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    return folder
