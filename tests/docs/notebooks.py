"""Run the notebooks of `examples/`. As a program, which is `make notebooks`: run them and store what they show."""

from __future__ import annotations

import base64
import copy
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from PIL import Image
from traitlets.config import Config

from tests.docs.pages import ROOT

EXAMPLES = ROOT / "examples"
PATIENCE_SECONDS = 120
_COLOURS = 64
_LONGEST_SOCKET_NAME = 90
# What nobody reads where one of these is shown: an answer's plain text is all of its fields on one line.
_RICHER = ("text/html", "text/markdown", "image/png")


def find_notebooks() -> list[Path]:
    return sorted(EXAMPLES.glob("*.ipynb"))


def read_notebook(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def run_notebook(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """Return a copy of a notebook with what its cells show when they are run in a folder; raise if one fails.

    The kernel is a process of its own, whose settings and caches are in the folder: those of whoever runs it, and which
    dataset they have named to kgraph, must not show in what is stored.
    """
    own = {"IPYTHONDIR": "ipython", "MPLCONFIGDIR": "matplotlib", "JUPYTER_CONFIG_DIR": "jupyter"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KGRAPH_", "MPLBACKEND"))}
    environment |= {name: str(folder / place) for name, place in own.items()}
    # Else a slow machine tells in a cell that it is collecting fonts.
    subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], env=environment, check=True)
    run = copy.deepcopy(notebook)
    client = NotebookClient(
        run,
        config=_talk_through(folder),
        timeout=PATIENCE_SECONDS,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=environment)
    # What fails while it is being shown is stored as an error, and does not stop a notebook.
    for output in iter_outputs(run):
        if output.output_type == "error":
            raise RuntimeError("\n".join(output.traceback))
        if "image/png" in output.get("data", {}):
            output.data["image/png"] = shrink(output.data["image/png"])
    return tidy(run)


def iter_outputs(notebook: NotebookNode) -> Iterator[NotebookNode]:
    for cell in notebook.cells:
        yield from cell.get("outputs", [])


def _talk_through(folder: Path) -> Config:
    """Have the kernel listen on sockets in a folder instead of ports, wherever there are such and their names fit."""
    connection = folder / "kernel.json"
    if os.name != "posix" or len(str(connection)) > _LONGEST_SOCKET_NAME:
        return Config()
    return Config(KernelManager={"transport": "ipc", "connection_file": str(connection)})


def tidy(notebook: NotebookNode) -> NotebookNode:
    """Take out of a notebook what depends on who ran it, or is never read."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {}
    for output in iter_outputs(notebook):
        data: dict[str, Any] = output.get("data", {})
        if any(kind in data for kind in _RICHER):
            data.pop("text/plain", None)
    return nbformat.from_dict(notebook)


def shrink(picture: str) -> str:
    """Return a picture in so few colours that it takes a third of the room."""
    written = io.BytesIO()
    image = open_picture(picture).quantize(_COLOURS, Image.Quantize.MAXCOVERAGE)
    image.save(written, "png", optimize=True)
    return base64.b64encode(written.getvalue()).decode()


def open_picture(picture: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB")


def main() -> None:
    for path in find_notebooks():
        with tempfile.TemporaryDirectory() as folder:
            nbformat.write(run_notebook(read_notebook(path), Path(folder)), path)
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
