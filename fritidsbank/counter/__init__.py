"""Lend, take back, extend; the slip; who has what, and until when."""
