"""Inputs that were never meant to be read, by the thousand: what they show of selon (see __main__.py)."""
