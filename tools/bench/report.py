"""What a bench prints: tables of figures, and promises that hold or do not."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Report:
    """Collects the tables and broken promises of one bench, printing as it goes."""

    name: str
    broken: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def say(self, line: str = "") -> None:
        """Print a line, and keep it for the written report."""
        self.lines.append(line)
        print(line, flush=True)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Print rows as a Markdown table."""
        self.say("| " + " | ".join(head) + " |")
        self.say("| " + " | ".join("---" for _ in head) + " |")
        for row in rows:
            self.say("| " + " | ".join(str(cell) for cell in row) + " |")
        self.say()

    def promise(self, what: str, held: bool) -> None:
        """State a promise and whether it held in this run."""
        self.say(f"- {'holds' if held else 'DOES NOT HOLD'}: {what}")
        if not held:
            self.broken.append(what)
