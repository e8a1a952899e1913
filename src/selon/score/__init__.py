"""The scorers: how well what is predicted agrees with what people annotated."""

from selon.score.files import score_files
from selon.score.statements import plain_name, same_speaker, score_article
from selon.score.tally import Error, Score, Tally, kinds_of

__all__ = ["Error", "Score", "Tally", "kinds_of", "plain_name", "same_speaker", "score_article", "score_files"]
