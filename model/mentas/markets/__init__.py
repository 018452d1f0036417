"""Local goods markets, one for each sector of each regency."""
