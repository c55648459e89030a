"""`kgraph build`, and servers on what it made: real processes, real files."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kgraph.columns.snapshot import read_snapshot
from tests.columns.snapshot_files import flip
from tests.datasets import make_claim, make_claims, write_dataset
from tests.importing.tables import command, environment, kgraph, listing

PATIENCE_SECONDS = 60
MANY = 20_000
# The tests may run as root, whom no right stops unless these powers are taken away.
POWERS = "-dac_override,-dac_read_search"


@pytest.fixture
def islands(tmp_path: Path) -> Path:
    return write_dataset(tmp_path / "islands", suffix=".jsonl")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A dataset that takes a second or two to be built."""
    more = [make_claim(f"more-{number}", "belmo", "pays_for", "ferry-line") for number in range(MANY)]
    return write_dataset(tmp_path / "many", suffix=".jsonl", relations=[*make_claims(), *more])


def heed_rights(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run `kgraph WORDS` as somebody whom the rights of files stop."""
    powerless = ["setpriv", f"--bounding-set={POWERS}", f"--inh-caps={POWERS}"] if os.geteuid() == 0 else []
    if powerless and not shutil.which("setpriv"):
        pytest.skip("root cannot give up its powers here")
    return subprocess.run(
        [*powerless, *command(*words)],
        cwd=folder,
        env={**environment(), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def start(folder: Path, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*words),
        cwd=folder,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    )


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_says_what_it_built(islands: Path, tmp_path: Path) -> None:
    done = kgraph(tmp_path, "build", "islands")
    assert (done.returncode, done.stderr) == (0, "")
    first, second, third = done.stdout.splitlines()
    assert first.startswith("Built islands/dataset.kgraph (0.")
    assert second == "9 entities, 5 claims, 2 sources"
    columns, _ = read_snapshot(islands / "dataset.kgraph")
    assert third == f"version {columns.version}"
    assert kgraph(tmp_path, "claims", "--data", "islands", "--format", "json").stderr == ""


@pytest.mark.parametrize("format", ["json", "ndjson"])
def test_it_says_so_in_json(format: str, islands: Path, tmp_path: Path) -> None:
    done = kgraph(tmp_path, "build", "islands", "--out", "here.kgraph", "--format", format)
    facts = json.loads(done.stdout)
    assert facts.pop("size") == (tmp_path / "here.kgraph").stat().st_size
    assert len(facts.pop("version")) == 64
    assert facts == {"ok": True, "path": "here.kgraph", "entities": 9, "claims": 5, "sources": 2}
    assert list_names(islands) == [
        "dataset.json", "entities.jsonl", "predicates.json", "relations.jsonl", "sources.jsonl",
    ]  # fmt: skip


BAD: dict[str, tuple[tuple[str, ...], str]] = {
    "no folder": (("nowhere",), "nowhere is not a usable dataset"),
    "a file for a folder": (("islands/dataset.json",), "is not a usable dataset"),
    "no place": (("islands", "--out", "no/such/place.kgraph"), "No such file or directory: no/such/place.kgraph"),
    "a folder for a place": (("islands", "--out", "islands"), "Is a directory: islands"),
    "a file of something else": (
        ("islands", "--out", "islands/sources.jsonl"),
        "islands/sources.jsonl cannot be written: what is there is no snapshot, and is left alone.",
    ),
    "a file for a folder in the way": (
        ("islands", "--out", "islands/dataset.json/x.kgraph"),
        "Not a directory: islands/dataset.json/x.kgraph",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_built(case: str, islands: Path, tmp_path: Path) -> None:
    words, message = BAD[case]
    before = listing(tmp_path)
    done = kgraph(tmp_path, "build", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert listing(tmp_path) == before


def limit_file_size() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**14, 2**14))


@pytest.mark.parametrize("is_there", [False, True])
def test_a_disk_that_takes_no_more(is_there: bool, many: Path, tmp_path: Path) -> None:
    if is_there:
        assert kgraph(tmp_path, "build", "many").returncode == 0
    before = listing(many)
    done = kgraph(tmp_path, "build", "many", preexec_fn=limit_file_size)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: File too large: many/dataset.kgraph" in done.stderr
    assert listing(many) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk(many: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        done = kgraph(tmp_path, "build", "many", "--out", disk / "many.kgraph")
        assert done.returncode == 2
        assert f"Error: No space left on device: {disk / 'many.kgraph'}" in done.stderr
        assert listing(disk) == {}
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_folder_that_cannot_be_written_to(islands: Path, tmp_path: Path) -> None:
    before = listing(islands)
    islands.chmod(0o555)
    done = heed_rights(tmp_path, "build", "islands")
    islands.chmod(0o755)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: Permission denied: islands/dataset.kgraph" in done.stderr
    assert listing(islands) == before


def test_a_snapshot_that_may_not_be_read(islands: Path, tmp_path: Path) -> None:
    assert kgraph(tmp_path, "build", "islands").returncode == 0
    (islands / "dataset.kgraph").chmod(0)
    refused = heed_rights(tmp_path, "claims", "--data", "islands/dataset.kgraph")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "is not readable" in " ".join(refused.stderr.split())
    answered = heed_rights(tmp_path, "claims", "--data", "islands", "--format", "ndjson")
    assert (answered.returncode, answered.stdout.count("\n")) == (0, 5)
    assert "cannot be read: Permission denied. The records are read instead" in answered.stderr
    islands.chmod(0)
    closed = heed_rights(tmp_path, "claims", "--data", "islands")
    islands.chmod(0o755)
    assert (closed.returncode, closed.stdout) == (2, "")
    assert "Traceback" not in closed.stderr


def test_an_interrupt(many: Path, tmp_path: Path) -> None:
    assert kgraph(tmp_path, "build", "many").returncode == 0
    before = listing(many)
    for seconds in (0.3, 0.8, 1.3):
        process = start(tmp_path, "build", "many")
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE_SECONDS)
        # It may have been done by then.
        assert process.returncode in (130, 0, -signal.SIGINT)
        assert "Traceback" not in errors or process.returncode == -signal.SIGINT
        assert listing(many) == before


def test_two_builds_at_once(many: Path, tmp_path: Path) -> None:
    running = [start(tmp_path, "build", "many", "--format", "json") for _ in range(2)]
    outputs = [process.communicate(timeout=PATIENCE_SECONDS)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert outputs[0] == outputs[1]
    columns, _ = read_snapshot(many / "dataset.kgraph")
    assert columns.claim_count == MANY + 5
    assert [name for name in list_names(many) if name.startswith(".")] == []


# -- servers --


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Start a server on a dataset and return its address; all are ended at the end."""
    running: list[subprocess.Popen[str]] = []

    def call(data: Path) -> str:
        process = start(tmp_path, "serve", "--port", "0", "--data", data)
        running.append(process)
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first.startswith("kgraph serves http"), process.communicate(timeout=PATIENCE_SECONDS)
        return first.split()[2]

    yield call
    for process in running:
        process.kill()
        process.communicate(timeout=PATIENCE_SECONDS)


def get(address: str, path: str) -> Any:
    with urllib.request.urlopen(address + path, timeout=PATIENCE_SECONDS) as response:
        return json.load(response)


def test_two_servers_share_a_snapshot(islands: Path, tmp_path: Path, serve: Callable[..., str]) -> None:
    assert kgraph(tmp_path, "build", "islands", "--out", "islands.kgraph").returncode == 0
    addresses = [serve(tmp_path / "islands.kgraph") for _ in range(2)]
    answers = [get(address, "/v1/claims") for address in addresses]
    assert [len(answer["items"]) for answer in answers] == [5, 5]
    assert answers[0]["items"] == answers[1]["items"]


def test_a_server_goes_on_when_its_snapshot_is_replaced(
    islands: Path, tmp_path: Path, serve: Callable[..., str]
) -> None:
    assert kgraph(tmp_path, "build", "islands").returncode == 0
    address = serve(islands)
    write_dataset(islands, suffix=".jsonl", relations=make_claims()[:3])
    assert kgraph(tmp_path, "build", "islands").returncode == 0
    assert len(get(address, "/v1/claims")["items"]) == 5
    (islands / "dataset.kgraph").unlink()
    assert get(address, "/v1/claims/c5")["id"] == "c5"
    assert len(get(serve(islands), "/v1/claims")["items"]) == 3


def test_a_server_does_not_start_on_what_cannot_be_trusted(islands: Path, tmp_path: Path) -> None:
    assert kgraph(tmp_path, "build", "islands").returncode == 0
    snapshot = islands / "dataset.kgraph"
    data = snapshot.read_bytes()
    for spoilt, reason in (
        (data[:1000], "is cut off"),
        (flip(data, len(data) - 1), "is damaged: its section word.texts does not match its checksum."),
        (b"", "is no snapshot of kgraph."),
    ):
        snapshot.write_bytes(spoilt)
        done = kgraph(tmp_path, "serve", "--port", "0", "--data", snapshot)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"Error: The snapshot {snapshot} {reason}" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_server_reads_the_records_where_the_snapshot_is_spoilt(
    islands: Path, tmp_path: Path, serve: Callable[..., str]
) -> None:
    (islands / "dataset.kgraph").write_text("nothing of the kind")
    assert len(get(serve(islands), "/v1/claims")["items"]) == 5
