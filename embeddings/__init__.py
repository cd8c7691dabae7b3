"""What it means: texts become vectors, vectors become an index on disk. Knows no questions and no terminal."""
