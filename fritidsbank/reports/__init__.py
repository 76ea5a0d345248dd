"""Reads across the rooms and writes nothing of theirs: what happened in a week, a month, a year."""
