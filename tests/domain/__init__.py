"""What follows from the records of a day: what is due, in force, kept, in whose hands."""
