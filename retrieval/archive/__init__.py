"""The archive on disk: articles in SQLite, and one published index of words and vectors."""
