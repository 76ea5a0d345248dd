"""Notices, meetings and minutes, open to anyone. Not built yet."""
