"""Acronyms and what they stand for, where the article writes one in brackets behind the other."""

from __future__ import annotations

import re

from selon.language.words import folded

_BRACKETS = re.compile(r"\(\s{0,9}([^()\n]{2,90}?)\s{0,9}\)")
_LAST_WORD = re.compile(r"[\w.&-]+$")
_REACH = 120
_ACRONYM = re.compile(r"(?=.*[A-ZÀ-Þ])[\w.&-]{2,10}")
_WORDS = re.compile(r"[\w-]+(?:['’](?!\w)|)", re.UNICODE)


def acronyms_of(text: str) -> dict[str, str]:
    """The full names in `text` by their folded acronyms: "Société des journalistes (SDJ)", "CNCC (Conseil …)"."""
    found: dict[str, str] = {}
    for match in _BRACKETS.finditer(text):
        end = match.start()
        while end and text[end - 1].isspace():
            end -= 1
        before = text[max(0, end - _REACH) : end].rpartition("\n")[2]
        inside = match[1]
        if _ACRONYM.fullmatch(inside):
            if full := _spelt_before(inside, before):
                found.setdefault(folded(inside), full)
        elif (last := _LAST_WORD.search(before)) and _ACRONYM.fullmatch(last.group()) and _spells(last.group(), inside):
            found.setdefault(folded(last.group()), inside)
    return found


def _spelt_before(acronym: str, before: str) -> str | None:
    """The shortest run of words at the end of `before` whose initials are the acronym."""
    words = list(_WORDS.finditer(before))
    letters = _letters(acronym)
    for word in reversed(words[-3 * len(letters) :]):
        candidate = before[word.start() :].strip()
        if folded(word.group())[0] == letters[0] and _spells(acronym, candidate) and len(candidate.split()) > 1:
            return candidate
    return None


def _spells(acronym: str, full: str) -> bool:
    """True when every letter of the acronym begins a word of `full`, in order."""
    initials = iter(
        folded(word.group())[0] for word in _WORDS.finditer(full.replace("-", " ").replace("'", " ").replace("’", " "))
    )
    return all(letter in initials for letter in _letters(acronym))


def _letters(acronym: str) -> str:
    return "".join(character for character in folded(acronym) if character.isalnum())
