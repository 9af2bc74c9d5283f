#!/usr/bin/env python3
"""Checks that every command which a message, a comment or a README names is one that the programs know.

usage: commands.py BUILD [ROOT]    BUILD holds cli/kula and node/kulad; prints one `file:line: what is wrong` a fault
"""
import re
import subprocess
import sys
from pathlib import Path

FOLDERS = ("ledger", "consensus", "contracts", "genesis", "node", "cli", "tests")
SUFFIXES = (".h", ".cpp", ".py", ".md")

# In backticks, as the examples of a command ("kula …"), or typed from the root of the tree (build/cli/kula).
_QUOTED = re.compile(r"(?:`|build/(?:cli|node)/|(?<=\")(?=kula ))(kulad?) ([^`\"\n]+)")
_WORD = re.compile(r"--[a-z-]+|[a-z]+(?:-[a-z]+)*")
_ADJACENT_LITERALS = re.compile(r'"\s*\n\s*"')


class Known:
    """What the programs know: kula's verbs by noun, kulad's tools."""

    def __init__(self, verbs, tools):
        self.verbs, self.tools = verbs, tools

    @staticmethod
    def of_programs(build):
        def help_of(*command):
            return subprocess.run([*command, "--help"], check=True, capture_output=True, text=True).stdout

        def subcommands(text):
            listed = text.partition("Subcommands:\n")[2].partition("\n\n")[0]
            return [line.split()[0] for line in listed.splitlines()]

        kula = str(build / "cli" / "kula")
        verbs = {noun: set(subcommands(help_of(kula, noun))) for noun in subcommands(help_of(kula))}
        return Known(verbs, set(re.findall(r"^  kulad tool ([a-z-]+)", help_of(str(build / "node" / "kulad")), re.M)))

    def fault_of(self, program, words):
        """What is wrong with a command, or None. Words that stand for others (NAME, <noun>, …) are not judged."""
        first, second = (*words, "", "")[:2]
        if not _WORD.fullmatch(first) or first.startswith("--"):
            return None
        if program == "kulad":
            if first != "tool":
                return f"kulad has no command {first}"
            return f"kulad has no tool {second}" if _WORD.fullmatch(second) and second not in self.tools else None
        if first not in self.verbs:
            return f"kula has no noun {first}"
        if not _WORD.fullmatch(second) or second.startswith("--") or second in self.verbs[first]:
            return None
        return f"kula {first} has no verb {second}"


def faults_of(text, known):
    """(line, what is wrong) of every command in the text."""
    # A message may be broken into two literals, anywhere; its line numbers stay.
    joined = _ADJACENT_LITERALS.sub(lambda gap: "\0" * gap[0].count("\n"), text)
    for match in _QUOTED.finditer(joined):
        words = match[2].replace("\0", "").split()
        if fault := known.fault_of(match[1], words):
            before = joined[:match.start()]
            yield before.count("\n") + before.count("\0") + 1, fault


def check(root, known):
    """All faults of the tree under `root`, as text."""
    paths = [root / "README.md", root / "dev"]
    paths += [path for folder in FOLDERS for path in sorted((root / folder).rglob("*")) if path.suffix in SUFFIXES]
    return [f"{path.relative_to(root)}:{line}: {fault}" for path in paths if path.is_file()
            and path.parent != Path(__file__).resolve().parent
            for line, fault in faults_of(path.read_text(encoding="utf-8"), known)]


def main():
    root = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parents[2]
    faults = check(root.resolve(), Known.of_programs(Path(sys.argv[1]).resolve()))
    print("\n".join(faults) if faults else "commands: nothing to complain about")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
