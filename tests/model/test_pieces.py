from hypothesis import given
from hypothesis import strategies as st

from selon.model.pieces import Pieces
from selon.model.shipped import SHIPPED
from selon.model.words import words_of
from selon.record import Span

VOCABULARY = SHIPPED / "pieces.model"
PLAIN = Pieces(VOCABULARY)


@given(st.text(alphabet="ab éß’.«\u00a0\n漢", max_size=60))
def test_the_words_of_a_text_have_the_pieces_that_each_has_by_itself(text: str) -> None:
    words = words_of(text, Span(0, len(text)))
    alone = [PLAIN.of(text[start:end], spaced=start == 0 or text[start - 1].isspace()) for start, end in words]
    assert PLAIN.of_words(text, words) == alone


def test_a_frequent_word_of_a_model_is_one_piece_wherever_it_stands() -> None:
    pieces = Pieces(VOCABULARY, ["l'", "anticonstitutionnellement"])
    assert len(PLAIN.of("anticonstitutionnellement", spaced=True)) > 2
    for spaced in (True, False):
        [number] = pieces.of("anticonstitutionnellement", spaced=spaced)
        assert number == pieces.of("l'", spaced=spaced)[0] + 1
    assert pieces.of("le", spaced=True) == PLAIN.of("le", spaced=True)


def test_the_words_of_a_model_are_numbered_behind_the_vocabulary() -> None:
    [number] = Pieces(VOCABULARY, ["anticonstitutionnellement"]).of("anticonstitutionnellement", spaced=True)
    assert all(piece < number for word in ("le", "zzyzx", "漢") for piece in PLAIN.of(word, spaced=True))
