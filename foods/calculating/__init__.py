"""The nutrition calculator: lines of text to foods, grams and totals.

`lines` says what a line can hold, `grammar` and `tagger` read one, `matching` scores foods against
it, `weighing` turns its amount into grams, `totals` sums up: all pure. `queries` reads the rows,
`corrections` what someone changed, `reports` is the answer as data and as a table.
"""
