"""The Flask machinery that knows no room: one commit a request, operations, outbox, errors."""
