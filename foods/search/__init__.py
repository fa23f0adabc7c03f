"""How a food is found: words, spellings, synonyms, and which of equals comes first.

`words`, `synonyms`, `spelling`, `clauses`, `plan`, `shelves` and `prominence` are pure; `schema`
makes the index that the database keeps by itself, and `index` asks it.
"""
