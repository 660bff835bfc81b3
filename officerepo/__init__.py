"""Keeps an office's records as plain text in git, checks them, and builds their portal."""

__version__ = "0.1.0"
