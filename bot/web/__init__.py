"""A source as one self-contained page."""
