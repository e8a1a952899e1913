"""How much of a content stands in quotation marks."""

from __future__ import annotations

import pytest

from selon.extract.forms import form_of, quotations
from selon.language.lexicon import lexicon_of
from selon.record import Form, Span


@pytest.mark.parametrize(
    ("line", "content", "form"),
    [
        ("Il dit que « tout va bien ».", "que « tout va bien »", Form.DIRECT),
        ("Il appelle à « tenir bon ».", "à « tenir bon »", Form.DIRECT),
        ("Il dit que tout va « bien ».", "que tout va « bien »", Form.MIXED),
        ("Il dit que tout va bien.", "que tout va bien", Form.INDIRECT),
        ("Il dit qu'”il y aura” des suites.", "qu'”il y aura” des suites", Form.MIXED),
        ("Il dit qu'”il y aura des suites”.", "qu'”il y aura des suites”", Form.DIRECT),
        ("Il dit : « Tout va bien. Rien ne presse.", "« Tout va bien. Rien ne presse.", Form.DIRECT),
        ("Il dit : « Tout va bien” hier.", "« Tout va bien”", Form.DIRECT),
        ("Tout va bien”, dit-il.", "Tout va bien”", Form.DIRECT),
        ('Il cria : « il a dit "oui" hier ».', '« il a dit "oui" hier »', Form.DIRECT),
    ],
)
def test_the_form_follows_the_marks_even_broken_ones(line: str, content: str, form: Form) -> None:
    start = line.index(content)
    span = Span(start, start + len(content))
    assert form_of(line, (span,), lexicon_of("fr").connectors) is form


def test_a_statement_within_a_quotation_has_only_marks_of_its_own() -> None:
    line = "« Il a dit que tout allait bien », selon elle."
    start = line.index("que tout")
    assert form_of(line, (Span(start, start + 20),), frozenset(), nested=True) is Form.INDIRECT


def test_a_statement_without_content_has_no_form() -> None:
    assert form_of("Il n'a pas répondu.", (), frozenset()) is Form.NONE


def test_thousands_of_marks_on_one_line_are_paired_in_one_pass() -> None:
    line = "« a » " * 20_000
    assert quotations(line, 0, len(line))[:2] == ((1, 4), (7, 10))
    # An opening mark whose partner never comes is closed by what stands for it.
    line = '“a" ' * 20_000
    assert len(quotations(line, 0, len(line))) == 20_000


def test_the_last_quotation_of_a_line_without_end_is_found() -> None:
    line = "« non » dit-il " * 5_000 + "« oui »"
    span = Span(len(line) - len("« oui »"), len(line))
    assert form_of(line, (span,), frozenset()) is Form.DIRECT
    assert form_of(line, (Span(span.start - len("dit-il "), span.start),), frozenset()) is Form.INDIRECT
