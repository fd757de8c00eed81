"""The commands ``rules test`` and ``rules why``, for whoever writes rules."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from reewatch.errors import ChecksFailedError, UsageError

if TYPE_CHECKING:
    from extractors.pipeline import Extractor
    from extractors.triggers.rules import Rule
    from extractors.triggers.tracing import Trial
    from extractors.triggers.turns import Turn

rules_app = typer.Typer(no_args_is_help=True, help="Try the extraction rules.")


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(rules_app, name="rules")


@rules_app.command("test")
def try_examples(
    only: Annotated[
        list[str] | None, typer.Argument(metavar="RULE", help="Rules and turns to test; default: all.")
    ] = None,
    json_output: AsJson = False,
) -> None:
    """Run rules and turns on their own examples; exit 5 where one fires that must not, or does not that must."""
    from extractors.triggers.tracing import broken_examples, broken_turns

    rules, turns = _chosen(only or ())
    extractor = _extractor()
    broken = [(b.rule.rule_id, b.should_fire, b.sentence) for b in broken_examples(extractor, rules)]
    broken += [(b.turn.turn_id, b.should_turn, b.sentence) for b in broken_turns(extractor, turns)]
    rows = [{"rule": name, "should_fire": should, "sentence": sentence} for name, should, sentence in broken]
    if json_output:
        sys.stdout.write(json.dumps(rows) + "\n")
    else:
        for row in rows:
            typer.echo(f"{row['rule']}: {'does not fire' if row['should_fire'] else 'fires'} on: {row['sentence']}")
        examples = sum(len(r.yes) + len(r.no) for r in rules) + sum(len(t.yes) + len(t.no) for t in turns)
        typer.echo(f"{len(rules)} rules, {len(turns)} turns, {examples} examples, {len(broken)} broken")
    if broken:
        raise ChecksFailedError("rules do not do as their examples say. Remedy: see `reewatch rules why SENTENCE`.")


@rules_app.command("why")
def explain_rules(
    sentence: Annotated[str, typer.Argument(help="One sentence, as of the body of an article on the trade.")],
    published: Annotated[str, typer.Option(metavar="DATE", help="The day it was published.")] = "",
    rule: Annotated[list[str] | None, typer.Option("--rule", help="Only these rules.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Rules without a trigger in the sentence, too.")] = False,
    json_output: AsJson = False,
) -> None:
    """Say which rules fired on a sentence, which did not, and why."""
    from extractors.triggers.tracing import try_sentence

    trials = try_sentence(_extractor(), sentence, _rules(rule), _day(published))
    shown = [t for t in trials if everything or rule or t.words is not None]
    if json_output:
        sys.stdout.write(json.dumps([_trial_to_json(t) for t in shown], ensure_ascii=False) + "\n")
        return
    _print_trials(shown)
    left = len(trials) - len(shown)
    if left:
        typer.echo(f"{left} rules have no trigger in the sentence (--all shows them)")


def _chosen(only: Sequence[str]) -> "tuple[list[Rule], list[Turn]]":
    """Return the rules and the turns of these ids, all of both without any."""
    from extractors.triggers.turns import load_turns

    turns = {t.turn_id: t for t in load_turns()}
    if not only:
        return _rules(None), list(turns.values())
    named = [name for name in only if name not in turns]
    return _rules(named) if named else [], [turns[name] for name in only if name in turns]


def _told_id(trial: "Trial") -> str:
    """Return the id of a rule and, where it made a mention, of the turn that gave it its action."""
    return trial.mention.rule if trial.mention else trial.rule.rule_id


def _rules(only: list[str] | None) -> "list[Rule]":
    from extractors.triggers.rules import load_rules

    known = {r.rule_id: r for r in load_rules()}
    lacking = [name for name in only or () if name not in known]
    if lacking:
        raise UsageError(f"no rule {', '.join(lacking)}. Remedy: give an id of extractors/patterns/rules.")
    return [known[name] for name in only] if only else list(known.values())


def _extractor() -> "Extractor":
    from extractors.pipeline import load_extractor
    from reewatch.framework import load_framework
    from reewatch.settings import load_settings

    settings = load_settings()
    return load_extractor(load_framework(settings.framework_dir), settings.extraction)


def _day(told: str) -> date | None:
    if not told:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        raise UsageError(f"--published {told}: {error}. Remedy: give a date like 2025-11-07.") from error


def _print_trials(trials: "list[Trial]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from extractors.explaining import told_fields

    table = Table("rule", "type", "action", "trigger", "", box=None, pad_edge=False)
    for trial in sorted(trials, key=lambda t: not t.fired):
        outcome = Text("fired", style="bold green") if trial.fired else Text(trial.reason)
        action = trial.mention.action if trial.mention else trial.rule.action
        table.add_row(_told_id(trial), trial.rule.type, action, Text(trial.words or ""), outcome)
    console = Console(width=max(Console().width, 120))
    console.print(table)
    for trial in trials:
        if trial.mention:
            told = ", ".join(f"{name} {value}" for name, value in told_fields(trial.mention))
            console.print(Text(f"{_told_id(trial)}: {told}"))


def _trial_to_json(trial: "Trial") -> dict[str, object]:
    from reewatch.mentions import mention_to_json

    return {
        "rule": trial.rule.rule_id,
        "turn": _told_id(trial).partition(">")[2] or None,
        "fired": trial.fired,
        "trigger": trial.words,
        "reason": trial.reason,
        "mention": mention_to_json(trial.mention) if trial.mention else None,
    }
