"""Run the benches: `python -m tools.bench [name ...]`; exit status 1 when a promise broke."""

import argparse
import importlib
import os
import pkgutil
import sys
import tempfile

import django

from tools import bench
from tools.bench.report import Report

#: Modules of this package that are not benches.
HELPERS = frozenset({"__main__", "report"})


def names() -> list[str]:
    """Benches there are, by module name."""
    found = [module.name for module in pkgutil.iter_modules(bench.__path__)]
    return sorted(name for name in found if name not in HELPERS and not name.startswith("_"))


def main(argv: list[str] | None = None) -> int:
    """Run the benches asked for (all by default) on databases of their own."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*names(), []], help="which benches to run")
    asked = parser.parse_args(argv).names or names()
    with tempfile.TemporaryDirectory(prefix="limber-bench-") as folder:
        os.environ["LIMBER_VAR_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        django.setup()
        broken = [problem for name in asked for problem in run(name)]
    print(f"{len(broken)} promises broken." if broken else "Every promise holds.")
    return 1 if broken else 0


def run(name: str) -> list[str]:
    """Run one bench; the promises that broke, with its name."""
    report = Report(name)
    report.say(f"## {name}")
    report.say()
    importlib.import_module(f"tools.bench.{name}").run(report)
    report.say()
    return [f"{name}: {problem}" for problem in report.broken]


if __name__ == "__main__":
    sys.exit(main())
