"""Teaching the encoder speech: `make encoder` remakes the shipped weights. Nothing here runs when a question is asked."""
