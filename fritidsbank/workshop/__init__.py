"""The bench: what waits to be mended, repairs, parts. Not built yet."""
