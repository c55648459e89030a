"""Compile the inner loops while kgraph is built or installed; where that fails, those in Python are used."""

from __future__ import annotations

import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The stable ABI of Python 3.11: what is compiled once serves every later version.
LIMITED_API = "0x030B0000"
KERNEL = Path("kgraph/kernel")


class KernelBuildHook(BuildHookInterface):
    """Makes an extension module `_name` of every `name.c` of the kernel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the hook is given it
        """Compile the modules in place, so that a wheel and an editable installation find them alike."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        try:
            compile_kernel(root)
        except (Exception, SystemExit) as error:
            reason = str(error).strip() or type(error).__name__
            self.app.display_warning(f"kgraph: no C compiler to be used ({reason}): slower loops in Python instead.")
            return
        build_data["pure_python"] = False
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["tag"] = f"cp311-abi3-{platform}"
        build_data["artifacts"] += [f"/{KERNEL}/_*.so", f"/{KERNEL}/_*.pyd"]


def compile_kernel(root: Path) -> None:
    """Compile every C file of the kernel beside it."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    with tempfile.TemporaryDirectory() as scratch:
        extensions = [
            Extension(
                f"kgraph.kernel._{source.stem}",
                [str(source)],
                define_macros=[("Py_LIMITED_API", LIMITED_API)],
                py_limited_api=True,
            )
            for source in sorted((root / KERNEL).glob("*.c"))
        ]
        command = build_ext(Distribution({"name": "kgraph-service", "ext_modules": extensions}))
        command.build_temp = command.build_lib = scratch
        command.ensure_finalized()
        command.run()
        for output in map(Path, command.get_outputs()):
            # Not written in place: a process that has the old module loaded must not see it change.
            target = root / KERNEL / output.name
            target.unlink(missing_ok=True)
            target.write_bytes(output.read_bytes())
