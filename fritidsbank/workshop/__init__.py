"""The bench: what waits to be mended, repairs, parts; so far only how ski bindings are set."""
