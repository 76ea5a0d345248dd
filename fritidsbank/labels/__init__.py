"""Which labels, cards and sheets there are, what stands on each, and how it is laid out."""
