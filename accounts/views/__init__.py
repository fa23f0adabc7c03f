"""Answers of the accounts room, by page."""
