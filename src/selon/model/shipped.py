"""The models that come with selon: a folder each, and beside these folders what they share."""

from __future__ import annotations

from pathlib import Path

from selon.errors import SelonError

SHIPPED = Path(__file__).parent / "weights"
# What they are called; the first is read with unless another is asked for.
MODELS = ("standard", "fast")
WEIGHTS = SHIPPED / MODELS[0]


def folder_of(model: str | Path) -> Path:
    """The folder of a model: of one that comes with selon by its name. Raises SelonError when there is none."""
    if isinstance(model, str) and model not in MODELS:
        raise SelonError(
            f"there is no model called {model}: there are {' and '.join(MODELS)}, or give a folder as a Path"
        )
    folder = SHIPPED / model if isinstance(model, str) else model
    if not (folder / "encoder.onnx").is_file():
        raise SelonError(f"{folder} holds no model: install selon again, its models come with it")
    return folder
