from pathlib import Path

import pytest

from selon.articles import parse_text
from selon.errors import SelonError
from selon.extract.reader import Reader, reader_name
from selon.model.shipped import MODELS, WEIGHTS, folder_of

TEXT = "« Le pont tiendra », a déclaré mardi la maire de Brest, Irène Daval. Les dockers l'accusent de mentir."


@pytest.mark.parametrize("model", MODELS)
def test_every_model_that_comes_with_selon_reads(model: str) -> None:
    reader = Reader(model, threads=1)
    record = reader.read(parse_text(TEXT, language="fr"))
    assert reader.name == reader_name(model)
    assert "Irène Daval" in {one.speaker.name for one in record.statements if one.speaker}
    assert {record.article.text[span.start : span.end] for one in record.statements for span in one.content} >= {
        "« Le pont tiendra »"
    }


def test_each_model_has_a_name_of_its_own() -> None:
    assert len({reader_name(model) for model in MODELS}) == len(MODELS)


def test_the_first_model_is_the_usual_one() -> None:
    assert folder_of(MODELS[0]) == WEIGHTS


def test_a_model_that_does_not_come_with_selon_is_a_sentence() -> None:
    with pytest.raises(SelonError, match="there is no model called slow: there are standard and fast"):
        Reader("slow")


def test_a_folder_without_a_model_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SelonError, match="holds no model"):
        Reader(tmp_path)
