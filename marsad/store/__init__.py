"""The project folder: one database of articles, claims, incidents and judgements, and its lock."""
