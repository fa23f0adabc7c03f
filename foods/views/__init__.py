"""Pages of the foods room, one module each."""
