"""The operator's units: address, opening hours, exceptions, settings."""
