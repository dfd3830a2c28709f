"""What happened and what was found, for people and for programs."""
