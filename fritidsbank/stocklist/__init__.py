"""What anybody may see of the stock ("lagersaldo"): reads across rooms, knows no borrower."""
