"""The notebooks of `examples/` run, and show what is stored in them. `make notebooks` stores it anew."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import numpy as np
import pytest
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from tests.docs.notebooks import EXAMPLES, find_notebooks, iter_outputs, open_picture, read_notebook, run_notebook, tidy

NOTEBOOKS = find_notebooks()
MOST_PICTURE_BYTES = 150_000
# Edges of letters may turn out a little different elsewhere.
MOST_PIXELS_APART = 0.005
# What depends on a machine or on a moment: a folder, an address in memory, a port.
OF_A_MACHINE = re.compile(
    r"(?<![\w./:])/(?:home|root|tmp|var|usr|opt|work|Users|private)/|[A-Z]:\\|\b0x[0-9a-f]{5,}|:\d{4,5}\b"
)
FOREIGN = re.compile(r"<script|<iframe|<link|<object|(?:src|href)=[\"']?(?:https?:)?//|javascript:", re.IGNORECASE)

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def outputs_in_words(notebook: NotebookNode) -> list[list[dict[str, object]]]:
    """Return what each cell shows, a picture by its size in pixels."""
    shown = []
    for cell in notebook.cells:
        outputs = []
        for output in cell.get("outputs", []):
            data = {
                kind: open_picture(content).size if kind == "image/png" else content
                for kind, content in output.get("data", {}).items()
            }
            outputs.append({**output, "data": data})
        shown.append(outputs)
    return shown


def pictures(notebook: NotebookNode) -> list[str]:
    return [output.data["image/png"] for output in iter_outputs(notebook) if "image/png" in output.get("data", {})]


def texts(notebook: NotebookNode) -> str:
    """Return all that a notebook shows, but for pictures."""
    contents = []
    for output in iter_outputs(notebook):
        contents += [output.get("text", ""), *output.get("traceback", [])]
        contents += [content for kind, content in output.get("data", {}).items() if kind.startswith("text/")]
    return "\n".join(contents)


def of_code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_a_first_look_and_a_report() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["dyad-report", "first-look"]


@each_notebook
def test_a_notebook_shows_what_is_stored(path: Path, tmp_path: Path) -> None:
    stored = read_notebook(path)
    made = run_notebook(stored, tmp_path)
    assert outputs_in_words(made) == outputs_in_words(stored), "`make notebooks` stores what is shown now"
    for picture, other in zip(pictures(made), pictures(stored), strict=True):
        apart = np.abs(np.asarray(open_picture(picture), int) - np.asarray(open_picture(other), int)).max(axis=2) > 64
        assert apart.mean() <= MOST_PIXELS_APART, "`make notebooks` stores the picture that is drawn now"


@each_notebook
def test_what_is_stored_is_whole_and_clean(path: Path) -> None:
    stored = read_notebook(path)
    assert [cell.execution_count for cell in of_code(stored)] == [*range(1, len(of_code(stored)) + 1)]
    assert {output.output_type for output in iter_outputs(stored)} <= {"stream", "execute_result", "display_data"}
    assert {output.name for output in iter_outputs(stored) if output.output_type == "stream"} <= {"stdout"}
    assert "Traceback" not in texts(stored)
    assert not OF_A_MACHINE.findall(texts(stored) + "".join(cell.source for cell in stored.cells))
    assert not FOREIGN.findall(texts(stored))
    assert stored == tidy(read_notebook(path))
    assert sum(len(base64.b64decode(picture)) for picture in pictures(stored)) < MOST_PICTURE_BYTES


@each_notebook
def test_the_links_of_a_notebook_lead_somewhere(path: Path) -> None:
    prose = "\n".join(cell.source for cell in read_notebook(path).cells if cell.cell_type == "markdown")
    links = re.findall(r"\]\(([^)\s]+)\)", prose)
    assert links
    for link in links:
        assert (EXAMPLES / link).is_file(), link


def test_the_first_look_drops_no_doubt() -> None:
    shown = texts(read_notebook(EXAMPLES / "first-look.ipynb"))
    for mark in ("hedged “ostensibly”", "NEGATED", "UNCLEAR", "2023?-09-28", "XXXX-01-06", "cites nothing"):
        assert mark in shown, mark
    assert "the same path: True\nthe same claims: True\nthe same version: True" in shown


def test_the_report_draws_by_month_topic_and_outlet_and_shows_what_is_not_so() -> None:
    stored = read_notebook(EXAMPLES / "dyad-report.ipynb")
    titles = re.findall(r'begin_plot\(\s*"([^"]+)"', "\n".join(cell.source for cell in of_code(stored)))
    assert {"claims by month", "claims by topic", "claims by outlet", "claims by status"} < set(titles)
    assert len(pictures(stored)) == len(titles)
    for mark in ("NEGATED", "hedged “ostensibly”", "49 of 50 claims", "Without one: 44"):
        assert mark in texts(stored), mark


def test_the_report_can_be_made_of_a_pair_without_a_date_or_a_negation(tmp_path: Path) -> None:
    report = read_notebook(EXAMPLES / "dyad-report.ipynb")
    parameters = of_code(report)[0]
    parameters.source = parameters.source.replace('"China"', '"RU"')
    shown = texts(run_notebook(report, tmp_path))
    assert "**Kazakhstan and Russia: 16 claims**" in shown
    assert "With a date: 0. Without one: 16" in shown
    assert "No claim of this pair is negated" in shown
    assert "Brief: Kazakhstan and Russia" in shown


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("1 / 0", CellExecutionError),
        ("class Broken:\n    def _repr_html_(self):\n        return 1 / 0\ndisplay(Broken())", RuntimeError),
    ],
    ids=["a cell that raises", "an object that cannot be displayed"],
)
def test_a_notebook_that_fails_is_refused(code: str, error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error, match="ZeroDivisionError"):
        run_notebook(new_notebook(cells=[new_code_cell(code)]), tmp_path)
