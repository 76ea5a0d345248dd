"""Reads across the rooms and writes nothing of theirs: the weekly stock report. Not built yet."""
