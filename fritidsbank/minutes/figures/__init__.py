"""Figures of a shop pinned to an item, as a frozen report has them."""
