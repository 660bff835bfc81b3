"""Scripted repositories: honest histories pass, forged ones are found by rule and commit."""
