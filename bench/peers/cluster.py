"""A PostgreSQL server of one's own: in a folder, on a socket in it, gone when it is stopped."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path

USER = "bench"
# What PostgreSQL is run as by root, as which it refuses to run.
UNPRIVILEGED = "postgres"
DEBIAN = Path("/usr/lib/postgresql")
OPTIONS = {
    "shared_buffers": "2GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "effective_cache_size": "8GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "fsync": "off",
    "max_wal_size": "8GB",
    "listen_addresses": "",
    "plan_cache_mode": "auto",
}


def find_binaries() -> Path | None:
    """Return the folder of initdb and pg_ctl, the newest that there is; None if there is none."""
    on_path = shutil.which("pg_ctl")
    if on_path and shutil.which("initdb"):
        return Path(on_path).resolve().parent
    found = [path.parent for path in DEBIAN.glob("*/bin/pg_ctl") if (path.parent / "initdb").exists()]
    return max(found, key=lambda path: float(path.parent.name), default=None)


def find_obstacle() -> str | None:
    """Return why no server can be started here, or None."""
    if find_binaries() is None:
        return "PostgreSQL's initdb and pg_ctl not installed"
    if os.geteuid() == 0:
        if not shutil.which("runuser"):
            return "run by root, without runuser"
        try:
            pwd.getpwnam(UNPRIVILEGED)
        except KeyError:
            return f"run by root, without a user {UNPRIVILEGED}"
    return None


class Cluster:
    """The server whose data are in a folder."""

    def __init__(self, folder: Path) -> None:
        """Take an existing folder."""
        binaries = find_binaries()
        if binaries is None:
            raise FileNotFoundError(find_obstacle())
        self._binaries, self.folder, self.data = binaries, folder, folder / "data"

    @property
    def dsn(self) -> str:
        """How a client connects."""
        return f"host={self.folder} user={USER} dbname=postgres"

    def create(self) -> None:
        """Make an empty database; the folder then belongs to the user that the server runs as."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, UNPRIVILEGED)
        self._run("initdb", "-D", str(self.data), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        lines = [f"{option} = '{value}'\n" for option, value in OPTIONS.items()]
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines([*lines, f"unix_socket_directories = '{self.folder}'\n"])

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        self._run("pg_ctl", "-D", str(self.data), "-l", str(self.folder / "log"), "-w", "start")

    def stop(self) -> None:
        """Stop the server, and wait until it has written everything."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")

    def version(self) -> str:
        """Return the server's version."""
        told = self._run("postgres", "--version")
        match = re.search(r"\d+(\.\d+)*", told)
        return match[0] if match else told

    def _run(self, program: str, *arguments: str) -> str:
        command = [str(self._binaries / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", UNPRIVILEGED, "--", *command]
        # The server inherits the pipes: with a captured stream, waiting for its end would never end.
        is_start = arguments[-1:] == ("start",)
        stream = subprocess.DEVNULL if is_start else subprocess.PIPE
        done = subprocess.run(command, stdout=stream, stderr=stream, text=True, check=False, cwd="/")
        if done.returncode:
            told = (done.stderr or "").strip() or f"see {self.folder / 'log'}"
            raise RuntimeError(f"{program} failed: {told}")
        return done.stdout or ""
