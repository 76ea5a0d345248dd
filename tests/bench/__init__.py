"""`make bench`: figures of the work that matters, each beside its floor measured in the same run."""
