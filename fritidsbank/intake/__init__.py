"""How articles come into the register, one by one or a file at a time, and out as a file."""
