"""What the `fritidsbank` command can do, one module a subject; each is thin."""
