"""`make bench`: figures of the work that matters, each beside its floor from the same run."""
