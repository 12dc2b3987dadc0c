"""Which articles tell one story, and who else carries a statement."""
