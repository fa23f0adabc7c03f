"""How a food is found: words, spellings, synonyms, and which of equals comes first."""
