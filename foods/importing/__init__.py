"""Public food databases, read in their own layout: parse, check, write."""
