"""The rights of who borrows: little is kept, briefly, by a job that runs by itself."""
