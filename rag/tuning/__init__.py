"""Learning from dev data what `rag` weighs evidence with: `make tune`. Nothing here runs when a question is asked."""
