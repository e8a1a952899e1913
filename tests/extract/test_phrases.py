from selon.extract.phrases import PhraseFinder
from selon.extract.tokens import tokenise
from selon.language.countries import countries_of
from selon.language.lexicon import lexicon_of


def test_a_phrase_has_an_end_however_many_complements_follow() -> None:
    lexicon = lexicon_of("fr")
    tokens = tokenise("le ministère des transports " + "des ministères " * 200, lexicon)
    phrases = PhraseFinder(tokens, lexicon, countries_of("fr")).find()
    assert phrases[0].head_first == 1
    assert max(phrase.last - phrase.first for phrase in phrases) < 100
