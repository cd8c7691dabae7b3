"""Who said it: a question becomes proved quotations. Reads no flags, no environment, no terminal."""
