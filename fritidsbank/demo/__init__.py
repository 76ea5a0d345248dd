"""A demo shop: a believable year that ends today, and long histories to measure with."""
