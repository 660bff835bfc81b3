"""Rules over the past: what every commit of the trunk did, and what a checkpoint says was there."""
