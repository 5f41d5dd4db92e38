"""Files that people take away: one module a format."""
