from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from selon.model.windows import windows_of
from selon.model.words import Word, words_of
from selon.record import Span


class LetterPieces:
    """A vocabulary in which each character is a piece, at most eight a word."""

    begin, end = 0, 1

    def of(self, word: str, *, spaced: bool) -> tuple[int, ...]:
        return tuple(2 + ord(character) for character in word[:8])

    def of_words(self, text: str, words: Sequence[Word]) -> list[tuple[int, ...]]:
        return [self.of(text[start:end], spaced=True) for start, end in words]


def lines_of(text: str) -> Iterator[Span]:
    at = 0
    for line in text.split("\n"):
        yield Span(at, at + len(line))
        at += len(line) + 1


@given(st.lists(st.text(alphabet="ab é’.«\t", max_size=400), max_size=6).map("\n".join))
def test_every_word_stands_in_exactly_one_window(text: str) -> None:
    passages = list(lines_of(text))
    windows = list(windows_of(text, passages, LetterPieces()))  # type: ignore[arg-type]
    read = [word for window in windows for word in window.words]
    assert read == [word for passage in passages for word in words_of(text, passage)]


@given(st.lists(st.text(alphabet="ab c", max_size=900), max_size=4).map("\n".join))
def test_windows_stay_within_their_size_and_have_a_position_for_each_word(text: str) -> None:
    for window in windows_of(text, list(lines_of(text)), LetterPieces()):  # type: ignore[arg-type]
        assert len(window.pieces) <= 160
        assert window.pieces[0] == (LetterPieces.begin,)
        assert window.pieces[-1] == (LetterPieces.end,)
        assert len(window.places) == len(window.words) == len(window.passages)
        for (start, end), place in zip(window.words, window.places, strict=True):
            assert window.pieces[place] == LetterPieces().of(text[start:end], spaced=True)


def test_a_full_stop_that_cuts_a_sentence_is_read_as_a_comma() -> None:
    text = "Le pont rouvrira. a annoncé la maire. Elle part."
    [window] = windows_of(text, [Span(0, len(text))], LetterPieces())  # type: ignore[arg-type]
    shown = [chr(window.pieces[place][0] - 2) for place in window.places]
    assert shown.count(",") == 1
    assert shown.count(".") == 2
