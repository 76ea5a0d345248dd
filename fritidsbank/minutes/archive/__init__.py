"""How long papers of a group are kept, a year of them as one file, and purging."""
