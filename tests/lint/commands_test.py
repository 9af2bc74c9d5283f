#!/usr/bin/env python3
"""The check of commands is proved on planted texts; where the programs are built (KULA_BUILD), this tree is read."""
import os
import tempfile
import unittest
from pathlib import Path

from commands import Known, check, faults_of

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("KULA_BUILD", ROOT / "build"))
KNOWN = Known({"node": {"status", "peers"}, "course": {"accept-share"}}, {"verify", "rejoin-alone"})


class Commands(unittest.TestCase):
    def faults(self, text):
        return list(faults_of(text, KNOWN))

    def test_commands_that_exist_pass(self):
        for text in ("see `kula node status`", "`kula course accept-share SLUG --yes`", "`kula --help`", "`kula node`",
                     "`kula node --help`", "`kulad`", "`kulad --version`", "`kulad tool verify --data-dir D`",
                     "    build/cli/kula node peers   # who is there", '{"kula node status", "kula node peers --json"}'):
            with self.subTest(text=text):
                self.assertEqual(self.faults(text), [])

    def test_words_that_stand_for_others_are_not_judged(self):
        for text in ("`kulad tool NAME`", "`kula <noun> <verb> --help`", "`kulad tool …`", '"`kulad tool " + name + "`"',
                     "`kula/name/v1`", "kulad could not be started", '"kulad could not be started"'):
            with self.subTest(text=text):
                self.assertEqual(self.faults(text), [])

    def test_commands_that_do_not_exist_are_found(self):
        for text, what in (("`kula node list`", "kula node has no verb list"), ("`kula init`", "kula has no noun init"),
                           ("`kulad init --data-dir D`", "kulad has no command init"),
                           ("`kulad tool inspect`", "kulad has no tool inspect"),
                           ('"kula policy show 3"', "kula has no noun policy"),
                           ("build/cli/kula node list", "kula node has no verb list")):
            with self.subTest(text=text):
                self.assertEqual(self.faults("\n" + text), [(2, what)])

    def test_a_command_in_a_broken_literal_is_found_on_its_line(self):
        text = '\n"a message; see "\n    "`kula node "\n  "list` or `kula "\n  "init`"\n'
        self.assertEqual(self.faults(text), [(3, "kula node has no verb list"), (4, "kula has no noun init")])

    def test_a_tree_is_read_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("README.md", "dev", "cli/README.md", "ledger/types/a.cpp", "tests/sim/a.py", "cli/a.json"):
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("`kula init`\n")
            files = [fault.partition(":")[0] for fault in check(Path(folder), KNOWN)]
            self.assertEqual(files, ["README.md", "dev", "ledger/types/a.cpp", "cli/README.md", "tests/sim/a.py"])

    @unittest.skipUnless((BUILD / "cli" / "kula").exists(), "the programs are not built")
    def test_this_house_names_only_commands_that_exist(self):
        known = Known.of_programs(BUILD)
        self.assertIn("status", known.verbs["node"])
        self.assertIn("verify", known.tools)
        self.assertEqual(check(ROOT, known), [])


if __name__ == "__main__":
    unittest.main()
