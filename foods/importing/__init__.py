"""Import of public food databases: a pure parse, frozen records, sanity checks, then the upsert.

`archive` opens a download safely, `tables` reads its CSV files in order of food, `fdc` joins them,
`rules` and `portions` say what becomes of a row, `record` is what an import writes; `writing`,
`runs` and `consistency` are the only modules here that know the database.
"""
