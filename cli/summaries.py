"""The summary of a run on the terminal."""

import json
import sys
from dataclasses import asdict

from cli.output import markup_text
from reewatch.summaries import RunSummary

MOST_CHANGES = 12


def print_summary(summary: RunSummary, *, as_json: bool, title: str = "") -> None:
    """Print what a run did: one JSON object a line, or a paragraph for people."""
    if as_json:
        json.dump(asdict(summary), sys.stdout, ensure_ascii=False, default=str)
        sys.stdout.write("\n")
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    done = " (was done already)" if summary.already_done else ""
    console.print(f"[bold]{summary.as_of}[/bold] {summary.kind}{done} {markup_text(title)}")
    answered = len(summary.sources) - len(summary.failed_sources)
    pages = ", ".join(f"{count} {outcome}" for outcome, count in summary.outcomes.items()) or "none"
    if summary.sources:
        console.print(f"  sources: {answered} of {len(summary.sources)} served; pages: {pages}")
    for source in summary.failed_sources:
        console.print(f"  [red]failed[/red] {source.source_id}: {markup_text(source.detail or source.outcome)}")
    nouns = {n: summary.counts.get(n, 0) for n in ("revisions", "mentions", "events", "observations")}
    console.print("  learned: " + ", ".join(f"{count} {noun}" for noun, count in nouns.items()))
    if summary.read_in_part:
        console.print(f"  [red]read in part[/red], for their length: {markup_text(', '.join(summary.read_in_part))}")
    for change in summary.changes[:MOST_CHANGES]:
        before = f"{markup_text(change['before'])} -> " if change["before"] else ""
        console.print(f"  {change['significance']:.2f} {change['kind']}: {markup_text(change['title'])}: "
                      f"{before}{markup_text(change['after'])}")  # fmt: skip
    if len(summary.changes) > MOST_CHANGES:
        console.print(f"  and {len(summary.changes) - MOST_CHANGES} more changes: reewatch changes")
    if not summary.changes:
        console.print("  nothing changed")
