"""Programs that some tests need and Python does not bring: a browser, readers of files, another parser."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

# Where it is set, as in continuous integration, a test that lacks a program fails instead of being skipped.
REQUIRED = "KGRAPH_REQUIRE_TOOLS"


def find_tool(*names: str) -> str:
    """Return the path of the first of some programs that is installed; without any, skip the test, or fail."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        miss(f"none of {', '.join(names)} is on the PATH" if len(names) > 1 else f"{names[0]} is not on the PATH")
    return found


def miss(reason: str) -> NoReturn:
    """End a test that lacks what it needs."""
    (pytest.fail if os.environ.get(REQUIRED) else pytest.skip)(reason)
    raise AssertionError(reason)
