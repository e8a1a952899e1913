"""What `hatch_build.py` adds to a wheel, and what it does where nothing can be compiled."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("hatchling")
_ROOT = Path(__file__).parents[1]


class _Terminal:
    def __init__(self) -> None:
        self.warnings: list[str] = []

    def display_warning(self, message: str) -> None:
        self.warnings.append(message)


def _loaded() -> ModuleType:
    spec = spec_from_file_location("hatch_build", _ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _built(monkeypatch: pytest.MonkeyPatch, compiled: Callable[..., list[Path]], version: str) -> tuple[Any, list[str]]:
    """What a build of this version is told, and the warnings, where `compiled` stands for the compiler."""
    module, terminal, told = _loaded(), _Terminal(), {"pure_python": True, "infer_tag": False, "force_include": {}}
    monkeypatch.setattr(module, "_compiled", compiled)
    hook = module.CompiledRules(str(_ROOT), {}, None, None, "", "wheel", terminal)
    hook.initialize(version, told)
    hook.finalize(version, told, "")
    return told, terminal.warnings


def test_compiled_modules_lie_beside_the_others_in_a_wheel_for_one_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    told, warnings = _built(monkeypatch, lambda _, folder: [folder / "selon" / "remembered.so"], "standard")
    assert list(told["force_include"].values()) == [str(Path("selon", "remembered.so"))]
    assert (told["pure_python"], told["infer_tag"], warnings) == (False, True, [])


@pytest.mark.parametrize("error", [OSError("no compiler"), SystemExit("no compiler")])
def test_where_nothing_can_be_compiled_python_runs_it(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fails(*_: Path) -> list[Path]:
        raise error

    told, warnings = _built(monkeypatch, fails, "standard")
    assert told == {"pure_python": True, "infer_tag": False, "force_include": {}}
    assert warnings == ["selon is not compiled and reads more slowly: no compiler"]


def test_an_editable_installation_follows_its_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    told, _ = _built(monkeypatch, lambda _, folder: [folder / "remembered.so"], "editable")
    assert told["pure_python"]


def test_all_that_is_to_be_compiled_is_there() -> None:
    module = _loaded()
    found = {pattern: list((_ROOT / "src").glob(pattern)) for pattern in module._COMPILED}
    assert all(found.values())
