"""Mails about open meetings, for whoever asked for them and said so twice."""
