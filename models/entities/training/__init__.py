"""Trains the recognisers that ship: `python -m training` in `models/entities` (`make models`)."""
