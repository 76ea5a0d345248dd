"""What came of meetings afterwards: matters, actions, proposals, and their answers."""
