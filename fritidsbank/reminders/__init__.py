"""Reminders: one message per borrower with all that is due, worked out when it is sent."""
