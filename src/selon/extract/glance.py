"""A glance at the first character, which tells that a regular expression does not fit sooner than the whole of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

# One character, as a class of a regular expression has it, that stands for all.
_ANY = ""
_TOKEN = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?:|\?P<\w+>)?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<maybe>[?*]|\{0?,\d*\})[?+]?|(?P<often>\+|\{\d[^}]*\})[?+]?"
    r"|(?P<edge>[\^$]|\\[bB])|(?P<one>\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|.)",
    re.DOTALL,
)
_LISTED = re.compile(r"\[(?P<inside>(?:\w-\w|\w|')+)\]")


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The characters that may come first, as a class has them, and whether there may be none at all."""

    characters: frozenset[str]
    may_be_empty: bool


_NOTHING = _Beginning(frozenset(), may_be_empty=True)


def glance_at(source: str) -> str:
    """A regular expression that looks whether the next character may be the first of what `source` fits.

    It is empty where any character may be, or where `source` fits nothing at all. What `source` only looks at counts
    for nothing. It may be made of groups, classes, escapes and quantifiers.
    """
    found = _group(_TOKEN.finditer(source))
    if found.may_be_empty or _ANY in found.characters:
        return ""
    return f"(?=[{''.join(sorted(found.characters))}])"


def _group(tokens: Iterator[re.Match[str]]) -> _Beginning:
    """What the tokens up to the end of their group begin with."""
    branches: list[list[_Beginning]] = [[]]
    for token in tokens:
        parts = branches[-1]
        match token.lastgroup:
            case "close":
                break
            case "bar":
                branches.append([])
            case "open":
                parts.append(_group(tokens))
            case "look":
                _group(tokens)
            case "maybe":
                parts[-1] = replace(parts[-1], may_be_empty=True)
            case "one":
                parts.append(_Beginning(frozenset((_as_listed(token[0]),)), may_be_empty=False))
    rows = [_in_a_row(parts) for parts in branches]
    characters = frozenset[str]().union(*(row.characters for row in rows))
    return _Beginning(characters, any(row.may_be_empty for row in rows))


def _in_a_row(parts: Sequence[_Beginning]) -> _Beginning:
    found = _NOTHING
    for part in parts:
        found = _Beginning(found.characters | part.characters, part.may_be_empty)
        if not part.may_be_empty:
            break
    return found


def _as_listed(one: str) -> str:
    """What stands for one character, as a class lists it; _ANY where it would not be told apart from others there."""
    if found := _LISTED.fullmatch(one):
        return found["inside"]
    return re.escape(one) if len(one) == 1 and one not in ".[" else one if one == r"\d" else _ANY
