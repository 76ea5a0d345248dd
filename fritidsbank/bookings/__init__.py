"""What is promised for days to come: how many of a kind, for whom, and what is put aside for it."""
