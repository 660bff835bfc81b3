"""The door: one file a command. Only here is printed, exited, and the clock read."""
