"""The commands of `isnad`, by what people do with them. Each imports what it needs when it runs."""
