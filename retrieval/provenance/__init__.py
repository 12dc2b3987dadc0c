"""Answers are kept, and any printed id leads back to its words."""
