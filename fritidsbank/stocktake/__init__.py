"""Counting what stands on the shelves ("inventering"), and putting right what differs."""
