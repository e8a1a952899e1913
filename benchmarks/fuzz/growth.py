"""Whether the time of reading grows faster than the text: patterns repeated, and repeated twice as often."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.fuzz.clock import HangError, at_most
from selon.articles import parse_text, read_articles
from selon.errors import SelonError
from selon.extract.reader import Reader

# A pattern comes so often, then twice as often, then twice as often as that.
_TIMES = (1000, 2000, 4000)
_MEASURABLE = 0.4
# More than this for twice the text is more than a line; noise stays below.
_STEEPEST = 3.0
_LIMIT = 30.0

_OPENING = {
    "fr": "La maire a déclaré lundi que le port resterait fermé jusqu'à l'été. ",
    "en": "The mayor said on Monday that the harbour would stay closed until the summer. ",
}
_PATTERNS = {
    "fr": (
        *(
            "« ",
            "» ",
            "« a » ",
            '" ',
            "“",
            "' ",
            "l'",
            "(",
            ")",
            "( ) ",
            "[",
            "— ",
            "-",
            ". ",
            ".",
            ", ",
            ",",
            ": ",
            "…",
        ),
        *(
            " ",
            "\t\u00a0",
            "a",
            "a ",
            "é ",
            "A ",
            "A. ",
            "Anne ",
            "Anne Corvec ",
            "Anne Corvec, ",
            "M. Corvec ",
            "la maire ",
            "il ",
        ),
        *("1", "1 ", "1 000 ", "1,", "1.", "1-", "1/", "12/", "10 % ", "3 millions d'euros ", "trois ", "vingt et un "),
        *("lundi ", "lundi 3 mars ", "mars ", "2022 ", "le 3 mars 2022 ", "18h30 ", "il y a ", "la semaine prochaine "),
        *(
            "a dit ",
            "a dit Anne. ",
            "« Non », a dit Anne. ",
            "selon ",
            "selon Paris, ",
            "que ",
            "qu'il ",
            "dit-il ",
            "et ",
        ),
        *("Paris ", "Paris, ", "de la ", "ministère des ", "ONU ", "(ONU) ", "une (FDP) ", "président de la Chine "),
        *(
            "deux morts ",
            "deux morts et ",
            "entre 3 et 4 ",
            "a refusé de commenter. ",
            "porte-parole de ",
            "le ",
            "de ",
        ),
        *(
            "Par Anne, ",
            "Par Anne Corvec et ",
            "Publié le ",
            "VIDÉO. ",
            "© ",
            "www.a.fr ",
            "BRÉLIS, ",
            "Brélis (",
            "\ufeff",
        ),
    ),
    "en": (
        *('"', '" ', "“a” ", "' ", "'s ", "it's ", "(", ") ", "-- ", ". ", ", ", "Mr. ", "Mr. Hale ", "J. ", "J.R. "),
        *(
            "said ",
            "said Ann. ",
            "“No,” said Ann. ",
            "according to ",
            "that ",
            "he ",
            "she said ",
            "the mayor ",
            "and ",
        ),
        *(
            "1",
            "1,",
            "$1 ",
            "$3bn ",
            "5 percent ",
            "one hundred and ",
            "a dozen ",
            "twenty-",
            "between 3 and 4 ",
            "1.5 ",
        ),
        *("Monday ", "March ", "March 3, ", "next week ", "at 6:30 p.m. ", "two years ago ", "the end of ", "2022-"),
        *(
            "Washington ",
            "Paris, Texas, ",
            "the White House ",
            "Ministry of ",
            "UN ",
            "(UN) ",
            "of the ",
            "University of ",
        ),
        *("three people were killed ", "killed ", "declined to comment. ", "spokesman for ", "By Ann, ", "Read more: "),
    ),
}
_LINES = (
    "« a",
    "Anne a dit : non.",
    '"No',
    "1",
    "a b c",
    "Par Anne",
    "lundi",
    "- oui",
    "A",
    "(",
    "Publié le 3 mars 2022",
)
_MARKUP = (
    *(
        "<p>",
        "<b>",
        "</p>",
        "<p>a</p>",
        "<div>",
        "<a href='",
        "&amp;",
        "&amp",
        "&",
        "<",
        "<!--",
        "<!---->",
        "<![CDATA[",
    ),
    *(
        "<script>",
        "<x ",
        "<br>",
        "<p>Anne dit non.</p>",
        "<p>La maire a dit non à tous.</p>",
        "\"'",
        "<li>",
        "<h2>a</h2>",
    ),
)


@dataclass(frozen=True, slots=True)
class Growth:
    """How the time of one pattern grew. seconds: of processor time, for each number of times that it comes."""

    pattern: str
    seconds: dict[int, float]
    hung: bool = False

    @property
    def factor(self) -> float:
        """How many times as long the longest text took as the one half as long; 0 where both took next to nothing."""
        *_, before, last = [0.0, *self.seconds.values()]
        return last / before if before and last >= _MEASURABLE else 0.0

    @property
    def is_too_steep(self) -> bool:
        """Whether it is a finding."""
        return self.hung or self.factor > _STEEPEST


def growths(reader: Reader) -> Iterator[Growth]:
    """Every pattern in a plain text, as one line and as many, and in a page. reader: one whose model costs nothing."""
    for language, patterns in _PATTERNS.items():
        for pattern in patterns:
            yield _growth(f"{language}, {pattern!r}", lambda times, p=pattern, c=language: _text(reader, p, times, c))
    for line in _LINES:
        for end in ("\n", "\n\n"):
            words = f"{line}{end}"
            yield _growth(f"lines, {words!r}", lambda times, p=words: _text(reader, p, times, "fr"))
    for piece in _MARKUP:
        yield _growth(f"page, {piece!r}", lambda times, p=piece: _page(reader, p, times))


def _growth(name: str, read: Callable[[int], None]) -> Growth:
    seconds: dict[int, float] = {}
    for times in _TIMES:
        started = time.process_time()
        try:
            with at_most(_LIMIT):
                read(times)
        except HangError:
            return Growth(name, seconds | {times: time.process_time() - started}, hung=True)
        seconds[times] = time.process_time() - started
    return Growth(name, seconds)


def _text(reader: Reader, pattern: str, times: int, language: str) -> None:
    reader.read(parse_text(_OPENING[language] + pattern * times, language=language))


def _page(reader: Reader, piece: str, times: int) -> None:
    opening = _OPENING["fr"] * 3
    source = f"<!DOCTYPE html><html><body><article><p>{opening}</p>{piece * times}<p>{opening}</p>"
    try:
        for one in read_articles(io.BytesIO(source.encode()), language="fr"):
            reader.read(one)  # type: ignore[arg-type]
    except SelonError:
        return
