"""Minutes from the first draft to what is out: written, approved, published, corrected."""
