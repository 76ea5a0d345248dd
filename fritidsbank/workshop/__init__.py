"""The bench: what waits to be mended, repairs, parts, and how ski bindings are set."""
