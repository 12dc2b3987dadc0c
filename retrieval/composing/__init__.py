"""Sentences over an answer's quotes, written by a language model and each held to the quotes that it rests on."""
