"""Try a file of safety cases: person facts and a subject in words, with the verdict expected.

    python -m tools.safety_cases FILE

The columns are those of tests/people/safety_cases_own.csv. Prints the cases that do not hold, and
those with words that were not recognised; ends with 1 where a case does not hold.
"""

import csv
import sys
from pathlib import Path

from people.verdicts import Answer, ask


def judged(case: dict[str, str]) -> Answer:
    """The verdict on one case."""
    return ask(
        case["subject"],
        medicines=[case["medicines"]],
        conditions=[case["conditions"]],
        allergies=[case["allergies"]],
        diet=case["diet"],
        life_stage=case["life_stage"],
        age=int(case["age"]) if case["age"] else None,
    )


def main(path: Path) -> int:
    """Print what does not hold, and how many do."""
    with path.open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    wrong = 0
    for case in cases:
        found = judged(case)
        if found.level != case["verdict"]:
            wrong += 1
            rules = ", ".join(reason.rule for reason in found.verdict.deciding)
            print(f"{case['case_id']} {case['subject']}: wanted {case['verdict']},", end=" ")
            print(f"got {found.level} ({rules or 'no rule'})")
        for unknown in found.unrecognised:
            print(f"{case['case_id']} not recognised: {unknown.kind} '{unknown.text}'")
    print(f"{len(cases) - wrong} of {len(cases)} hold")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
