"""What was published: a page comes in, an article of exact text goes out."""
