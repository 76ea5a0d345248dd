"""Borrowers, and nothing else: a name, a mobile number, perhaps a card."""
