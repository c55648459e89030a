"""The client is measured beside what takes the JSON as it comes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import client
from bench.__main__ import main


def test_a_run_measures_every_question_in_every_way(tmp_path: Path) -> None:
    assert main(["client", "--queries", "2", "--out", str(tmp_path)]) == 0
    result = json.loads((tmp_path / "client.json").read_text("utf-8"))
    assert list(result["questions"]) == list(client.QUESTIONS)
    for ways in result["questions"].values():
        assert set(ways) == {"connect", "httpx2", "open"}
        assert all(seconds > 0 for seconds in ways.values())
    assert (tmp_path / "client.md").read_text("utf-8") == client.render(result)


def test_what_it_does_not_take_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["client", "--sizes", "1k"])
    assert "takes --queries alone" in capsys.readouterr().err
