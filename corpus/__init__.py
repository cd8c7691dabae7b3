"""What was said: files become transcripts, transcripts become passages. Knows no vectors, no terminal, no settings."""
