"""How minutes and notices that somebody else wrote are understood, a file for each thing sought."""
