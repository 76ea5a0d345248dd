"""Notices, meetings and minutes of open groups, for anyone to read."""
