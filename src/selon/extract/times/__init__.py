"""How time expressions are read: a grammar from each language's data, the tense around them, the calendar."""
