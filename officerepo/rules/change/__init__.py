"""Rules over a change: what was there before is compared with what is to be there after it."""
