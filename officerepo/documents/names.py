"""The templates of single documents, by name; `register` is that of books."""

LETTERS = ("letter-european", "letter-gbt9704", "circular")
TEMPLATES = (*LETTERS, "minutes", "record")
