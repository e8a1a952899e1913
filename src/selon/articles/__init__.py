"""How news comes in: texts, pages, tables, feeds, archives become articles whose offsets point into what was given."""

from selon.articles.details import Details
from selon.articles.failure import Failure
from selon.articles.page import parse_page
from selon.articles.reading import read_articles
from selon.articles.text import parse_text

__all__ = ["Details", "Failure", "parse_page", "parse_text", "read_articles"]
