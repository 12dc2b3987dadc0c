"""What answers a question: index, search, answer, check."""
