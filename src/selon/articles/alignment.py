"""Where in a page's source the paragraphs of its article stand.

The segments tile the whole text of the article in order, and their originals follow one another in the source.
A stretch that does not stand in the source (a title that is only in a meta tag) has a segment whose original is
empty, so that `Article.locate` answers with an empty span instead of pointing wrongly.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from selon.articles.source import VisibleText, is_letter, squeeze
from selon.record import Segment, Span

SEPARATOR = "\n\n"
# Shorter runs of letters stand in many places of a page.
_ANCHOR = 40
_FIRST_PIECE, _NEXT_PIECE, _LONGEST_PIECE = 12, 4, 400
# How far below the last letter that was found the rest of a paragraph may go on.
_NEAR = 4000

# Where one character of a paragraph stands in the source; None where it does not.
_Origin = tuple[int, int] | None


def align(paragraphs: Sequence[str], page: VisibleText) -> tuple[Segment, ...]:
    """The segments of a text that is `paragraphs` joined by SEPARATOR, the first of them being the headline."""
    segments: list[Segment] = []
    offset = letter = reached = 0
    for paragraph, (low, high) in zip(paragraphs, _bounds(paragraphs, page), strict=True):
        if offset:
            segments.append(Segment(Span(offset - len(SEPARATOR), offset), Span(reached, reached)))
        places = _places(paragraph, page, max(low, letter), high)
        letter = max([letter, *(place + 1 for place in places)])
        for start, end, origin in _runs(_origins(paragraph, places, page)):
            original = Span(*origin) if origin else Span(reached, reached)
            segments.append(Segment(Span(offset + start, offset + end), original))
            reached = original.end
        offset += len(paragraph) + len(SEPARATOR)
    return tuple(segments)


def _bounds(paragraphs: Sequence[str], page: VisibleText) -> list[tuple[int, int]]:
    """Between which letters of the page each paragraph is sought: the long ones are found first."""
    wanted = [squeeze(paragraph) for paragraph in paragraphs]
    found: list[tuple[int, int] | None] = []
    reached = 0
    for letters in wanted:
        # The headline waits: it stands above the body, but also in the page's title.
        place = page.letters.find(letters, reached) if found and len(letters) >= _ANCHOR else -1
        reached = place + len(letters) if place >= 0 else reached
        found.append((place, reached) if place >= 0 else None)
    highs = [len(page.letters)]
    for here in reversed(found[1:]):
        highs.append(here[0] if here else highs[-1])
    highs.reverse()
    headline = page.letters.rfind(wanted[0], 0, highs[0])
    found[0] = (headline, headline + len(wanted[0])) if headline >= 0 else None
    lows = [0]
    for here in found[:-1]:
        lows.append(here[1] if here else lows[-1])
    return [here or (low, high) for here, low, high in zip(found, lows, highs, strict=True)]


def _places(paragraph: str, page: VisibleText, low: int, high: int) -> list[int]:
    """For each letter of the squeezed paragraph its place on the page; -1 for words that do not stand there."""
    letters, word_ends = squeeze(paragraph), _word_ends(paragraph)
    places: list[int] = []
    least, limit = _FIRST_PIECE, high
    while len(places) < len(letters):
        length, place = _longest_start(letters, len(places), least, page, low, limit)
        if place >= 0:
            places.extend(range(place, place + length))
            low, least = place + length, _NEXT_PIECE
            limit = min(high, low + _NEAR)
        else:
            places.extend([-1] * (word_ends[bisect_right(word_ends, len(places))] - len(places)))
    return _whole_words(places, word_ends)


def _longest_start(letters: str, start: int, least: int, page: VisibleText, low: int, high: int) -> tuple[int, int]:
    """How many of `letters` from `start` on stand on the page in one piece of at least `least`, and where."""
    length = min(len(letters) - start, _LONGEST_PIECE)
    least = min(least, length)
    while length >= least:
        place = page.letters.find(letters[start : start + length], low, high)
        if place >= 0:
            while (
                start + length < len(letters)
                and place + length < high
                and (page.letters[place + length] == letters[start + length])
            ):
                length += 1
            return length, place
        length //= 2
    return 0, -1


def _word_ends(paragraph: str) -> list[int]:
    ends, reached = [], 0
    for word in paragraph.split():
        reached += len(squeeze(word))
        ends.append(reached)
    return ends


def _whole_words(places: list[int], word_ends: Sequence[int]) -> list[int]:
    """A word of which a letter is missing is missing."""
    start = 0
    for end in word_ends:
        if -1 in places[start:end]:
            places[start:end] = [-1] * (end - start)
        start = end
    return places


def _origins(paragraph: str, places: Sequence[int], page: VisibleText) -> list[_Origin]:
    """Where each character of the paragraph stands; white space is what stands between its neighbours."""
    origins: list[_Origin] = []
    following = iter(places)
    for character in paragraph:
        place = next(following) if is_letter(character) else -1
        origins.append((page.starts[place], page.ends[place]) if place >= 0 else None)
    for position in range(1, len(origins) - 1):
        before, after = origins[position - 1], origins[position + 1]
        if not is_letter(paragraph[position]) and before and after:
            origins[position] = (before[1], after[0])
    return origins


def _runs(origins: Sequence[_Origin]) -> Iterator[tuple[int, int, _Origin]]:
    """Runs of characters that follow one another in the source as they do in the text."""
    start = 0
    for position in range(1, len(origins) + 1):
        if position == len(origins) or not _goes_on(origins[position - 1], origins[position]):
            first, last = origins[start], origins[position - 1]
            yield start, position, (first[0], last[1]) if first and last else None
            start = position


def _goes_on(before: _Origin, after: _Origin) -> bool:
    if before is None or after is None:
        return before is after
    return before[1] == after[0] and before[1] - before[0] == after[1] - after[0] == 1
