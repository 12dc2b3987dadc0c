"""Asking in a conversation, at a terminal."""
