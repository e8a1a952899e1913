"""How well places are put on the map."""
