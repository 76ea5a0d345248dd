"""What in a text is private, what people decided about it, and the mask that follows."""
