"""What we own and where it is: articles, places, the ledger of moves, blocks, safety checks."""
