"""The rules compiled by mypyc when a wheel is built, where there is a C compiler; without one Python runs them as they
are, which gives the same and takes longer."""

from __future__ import annotations

import os
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SOURCE = "src"
# What most of the time goes to but for the model. Other rooms look at the annotations of their types, which compiled
# ones don't keep, or leave the work to libraries.
_COMPILED = ("selon/extract/**/*.py", "selon/language/*.py", "selon/record/span.py", "selon/remembered.py")
# What holds nothing that takes time or leaves it to what it calls, and what speaks of numpy's types: where wheels are
# built there is no numpy.
_LEFT = ("__init__.py", "reader.py", "agreement.py", "refusals.py")


class CompiledRules(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel, which is one for a single platform then.

    An editable installation is left as it is: it shall follow its sources.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say so where that fails."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        try:
            built = _compiled(Path(self.root, _SOURCE), Path(self._folder.name))
        except (Exception, SystemExit) as error:  # mypyc leaves by the latter
            self.app.display_warning(f"selon is not compiled and reads more slowly: {error}")
        else:
            build_data["force_include"].update({str(path): str(path.relative_to(self._folder.name)) for path in built})
            build_data.update(pure_python=False, infer_tag=True)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take away what was compiled, once it is in the wheel."""
        if version != "editable":
            self._folder.cleanup()


def _compiled(source: Path, folder: Path) -> list[Path]:
    """Compile modules under `source` into `folder`; returns the files."""
    from mypyc.build import mypycify
    from setuptools import Distribution  # type: ignore[import-untyped]

    with chdir(source), tempfile.TemporaryDirectory() as scratch:
        modules = sorted(str(path) for pattern in _COMPILED for path in Path().glob(pattern) if path.name not in _LEFT)
        # Other modules speak of numpy's types too: those are not to be judged.
        unjudged = ("--ignore-missing-imports", "--follow-imports=silent")
        options = ["--config-file=", *unjudged, f"--cache-dir={os.devnull}"]
        # One file of C for each module, and little looked for in it by the compiler: half of the time, as fast.
        extensions = mypycify([*options, *modules], opt_level="1", debug_level="0", multi_file=True, target_dir=scratch)
        command = Distribution({"name": "selon", "ext_modules": extensions}).get_command_obj("build_ext")
        command.build_lib, command.build_temp = str(folder), scratch
        command.ensure_finalized()
        command.run()
    return sorted(path for path in folder.rglob("*") if path.is_file())
