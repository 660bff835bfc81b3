"""What follows from the records of a tree: what is due, in force, in whose hands, kept how long."""
