"""Speed, measured: `make bench` runs every module of this package that has `run`.

A bench prints a table of what it measured and asserts ratios within its one run (against a floor
or a rival on the same instances), never seconds alone on an unknown machine, except where a limit
in seconds is what was promised. Each `run(report)` returns the checks that did not hold, in words.
"""
