"""A bar on a terminal, and nothing of it anywhere else."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.importing.tables import HEADER, command, environment, kgraph

IMPORT = ("import", "table.csv", "--mapping", "mapping.toml", "--out", "out")


def test_a_terminal_gets_a_bar(place):
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on this system")
    rows = "".join(f"Actor {number % 50},meets,Actor {number % 7},2013\n" for number in range(20_000))
    (place / "table.csv").write_text(HEADER + rows)
    main, follower = pty.openpty()
    process = subprocess.Popen(
        command(*IMPORT),
        cwd=place,
        env={**environment(), "TERM": "xterm-256color"},
        stdout=subprocess.PIPE,
        stderr=follower,
        text=True,
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(main)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert all(phase in shown for phase in (b"checking", b"writing", b"sorting", b"reading", b"building"))
    assert b"%" in shown
    assert output.startswith("Imported table.csv into ")
    assert "\x1b" not in output


def test_a_pipe_gets_none(place):
    result = kgraph(place, *IMPORT)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Imported table.csv into ")
