"""Stickers for articles, shelves, cards and commands. Not built yet."""
