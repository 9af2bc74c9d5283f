"""The main job by the command line: accounts, credits, a course sold, exit codes, and the demo on the extracts."""

import json
import subprocess
import unittest

from command_line import CommandLine
from network import DATA, KULAD, Network, demo_files


class MainJob(CommandLine):
    def test_a_course_is_sold_and_its_price_split_to_the_cent(self):
        ann = self.open_account("ann", "ann-of-the-test")
        bob = self.open_account("bob", "bob-of-the-test")
        self.accepted("credits", "issue", bob, "--amount", "50", "--receipt-id", "11" * 32, "--account", "issuer-1")
        self.refused(6, "receipt_used", "credits", "issue", bob, "--amount", "50", "--receipt-id", "11" * 32, "--account",
                     "issuer-2", "--yes")
        fields = ["--title", "Intro to Rust", "--content-hash", "22" * 32, "--uri", "https://example.org/rust", "--price",
                  "20.00", "--licence", "LicenseRef-Kula-Commercial", "--subject", "programming", "--level", "beginner"]
        shares = ["--shares", f"author={ann},bps=10000", "--min-tier", "2"]
        submitted = self.network.kula("course", "submit", "intro-to-rust", *fields, *shares, "--account", "ann", "--yes")
        self.assertEqual(submitted.returncode, 0, submitted.stderr)
        self.accepted("course", "review", "intro-to-rust", "--version", "1", "--verdict", "approve", "--reason-hash",
                      "33" * 32, "--account", "reviewer-1")
        self.refused(6, "price_exceeded", "course", "buy", "intro-to-rust", "--max-price", "19.99", "--account", "bob", "--yes")
        bought = self.accepted("course", "buy", "intro-to-rust", "--max-price", "20", "--account", "bob")
        self.assertIn("\nbought intro-to-rust for 20.00: purchase 1\n", bought)
        decision = self.network.kula_json("access", "check", bob, "--kind", "course", "--resource", "intro-to-rust")
        self.assertTrue(decision["granted"])
        self.accepted_advance("8d")
        statement = self.network.kula_json("account", "statement", ann)
        self.assertEqual(statement["closing"], "1600")  # 20.00 less 10 % commons, 5 % innovation, 5 % charity
        payouts = self.network.kula("course", "payouts", "intro-to-rust")
        self.assertEqual(payouts.returncode, 0, payouts.stderr)
        shown = self.network.kula("course", "show", "intro-to-rust").stdout
        self.assertIn("\n  paid: 1\n", shown)
        self.assertIn("\n  paid_amount: 20.00\n", shown)
        statement = ["account", "statement", ann]
        whole = self.network.kula(*statement).stdout
        self.assertTrue(whole.splitlines()[-1].endswith("closing 16.00"), whole)
        self.assertIn("of more, the balance after the last line is", self.network.kula(*statement, "--limit", "1").stdout)
        filtered = self.network.kula(*statement, "--course", "intro-to-rust").stdout
        self.assertIn("in 16.00, out 0.00 in the lines shown (1)", filtered)
        self.assertNotIn("closing", filtered)

    def accepted_advance(self, duration):
        self.advance(duration)
        self.accepted("credits", "issue", self.network.kula_json("keys", "show", "ann")["account"], "--amount", "0.01",
                      "--receipt-id", "44" * 32, "--account", "issuer-1")
        self.accepted("credits", "transfer", self.network.kula_json("keys", "show", "issuer-1")["account"], "--amount",
                      "0.01", "--account", "ann")

    def test_a_beneficiary_links_an_account_without_saying_who_he_is(self):
        school = self.open_account("school", "school-of-the-test", "organisation")
        student = self.open_account("student", "student-of-the-test")
        self.open_account("thief", "thief-of-the-test")
        self.network.kula_json("keys", "new", "link")
        opening = ["--organisation", "school-of-the-test", "--identity", "55" * 32, "--key", "link"]
        made = self.network.kula_json("beneficiary", "commit", *opening)
        self.assertEqual(made["organisation"], school)
        shown = self.network.kula("beneficiary", "commit", "--organisation", school, *opening[2:])
        self.assertIn(made["commitment"], shown.stdout)
        self.refused(5, "not_found", "beneficiary", "commit", "--organisation", "no-such-school", *opening[2:])

        self.accepted("organisation", "attest", school, "--evidence-hash", "66" * 32, "--account", "reviewer-1")
        self.accepted("beneficiary", "register", "--kind", "student", "--commitment", made["commitment"], "--account",
                      "school")
        link = ["beneficiary", "link", "--number", "1", "--yes"]
        self.refused(2, "usage", *link, *opening)
        self.refused(6, "beneficiary_not_found", "beneficiary", "link", "--number", "2", *opening, "--account", "student",
                     "--yes")
        self.refused(6, "wrong_opening", *link, *opening[:4], "--key", "thief", "--account", "thief")
        self.refused(6, "not_allowed", *link, *opening, "--account", "school", "--dry-run")
        linked = self.network.kula_json(*link, *opening, "--account", "student")
        event = linked["events"][0]["event"]
        self.assertEqual((event["kind"], event["fields"]["account"]), ("beneficiary_linked", student))
        self.refused(6, "already_linked", *link, *opening, "--account", "thief")

    def test_a_contest_is_entered_judged_and_settled_with_secrets_that_kula_keeps(self):
        organiser = self.open_account("organiser", "organiser-of-the-test")
        entrant = self.open_account("entrant", "entrant-of-the-test")
        self.open_account("judge", "judge-of-the-test")
        self.accepted("credits", "issue", organiser, "--amount", "50", "--receipt-id", "55" * 32, "--account", "issuer-1")
        self.accepted("contest", "create", "best-exercise", "--rules-hash", "66" * 32, "--prizes", "amount=50,points=0",
                      "--deadlines", "entry=+1h,reveal=+2h,judging=+3h,judge_reveal=+4h", "--judges", "@judge",
                      "--minimum-judges", "1", "--weights", "1", "--weights", "2", "--trim", "0", "--account", "organiser")
        work, entry, score = (self.network.folder / name for name in ("work.txt", "entry.json", "score.json"))
        work.write_text("an exercise\n")
        enter = ["contest", "enter", "best-exercise", "--content", work, "--account", "entrant"]
        self.refused(2, "usage", "contest", "enter", "no", "--content", work, "--account", "entrant")
        self.refused(1, "file_error", *enter[:3], "--content", "/tmp", "--account", "entrant")
        self.refused(3, "cancelled", *enter, "--secret", entry)
        self.assertFalse(entry.exists(), "a secret of what was not sent")
        self.accepted(*enter, "--secret", entry)
        self.refused(1, "file_exists", *enter, "--secret", entry, "--yes")
        self.advance("65m")
        self.refused(2, "usage", "contest", "reveal", "best-exercise", "--account", "entrant")
        self.refused(2, "other_secret", "contest", "reveal", "best-exercise", "--secret", entry, "--account", "judge")
        self.accepted("contest", "reveal", "best-exercise", "--secret", entry, "--account", "entrant")
        self.advance("60m")
        commit = ["contest", "commit-score", "best-exercise", "--entry", "1", "--scores", "80", "--secret", score]
        self.refused(2, "usage", *commit, "--account", "judge")
        self.refused(2, "usage", *commit, "--scores", "101", "--account", "judge")
        self.accepted(*commit, "--scores", "95", "--account", "judge")
        self.advance("60m")
        self.accepted("contest", "reveal-score", "best-exercise", "--entry", "1", "--secret", score, "--account", "judge")
        self.advance("60m")
        self.accepted("contest", "settle", "best-exercise", "--account", "judge")
        self.assertEqual(self.network.kula_json("account", "statement", entrant)["closing"], "5000")
        shown = self.network.kula("contest", "show", "best-exercise", "--utc").stdout
        self.assertRegex(shown, r"entry: 20\d\d-\d\d-\d\dT")
        self.assertIn("sum: 270", shown)

    def test_what_cannot_be_done_is_told_in_three_lines_with_the_right_exit_code(self):
        self.refused(2, "usage", "credits", "transfer", "@registrar", "--amount", "1e3", "--account", "registrar")
        self.refused(2, "usage: there is no command \"no-such-noun\"", "no-such-noun", "verb")
        self.refused(2, "usage: course has no verb \"byu\"", "course", "byu", "x")
        self.refused(2, "usage: course show has no option --frob", "course", "show", "x", "--frob")
        self.refused(2, "bad_request", "account", "show")
        self.refused(5, "not_found", "course", "show", "no-such-course")
        self.refused(5, "book_not_found", "account", "statement", "fund/no-such-fund")
        self.refused(1, "file_error", "demo", "load", "--courses", "/tmp")
        self.refused(1, "file_error", "keys", "new", "x", "--passphrase-file", "/tmp")
        self.refused(4, "key_missing", "credits", "transfer", "@registrar", "--amount", "1", "--account", "nobody")
        self.refused(5, "unknown_transaction", "tx", "show", "00" * 32)
        self.refused(3, "cancelled", "credits", "transfer", "@auditor", "--amount", "1", "--account", "registrar")
        self.refused(6, "insufficient_funds", "credits", "transfer", "@auditor", "--amount", "1", "--account", "registrar",
                     "--dry-run")
        self.refused(1, "node_unreachable", "node", "status", "--node", "http://127.0.0.1:1")
        with open("/dev/full", "w") as full:
            unwritten = subprocess.run(self.network.command("keys", "list"), env=self.network.environment(), stdout=full,
                                       stderr=subprocess.PIPE, text=True, timeout=60)
        self.assertEqual(unwritten.returncode, 1, unwritten.stderr)
        self.assertTrue(unwritten.stderr.startswith("error: output_failed"), unwritten.stderr)

    def test_a_port_where_another_networks_node_answers_is_told(self):
        other = Network()
        result = other.kula("localnet", "up", "--validators", "1", "--dir", other.folder, "--kulad", KULAD.resolve(),
                            "--port", self.network.port)
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertIn(f"error: port_taken: port {self.network.port} of node-1", result.stderr)
        self.assertTrue(self.network.node.status())
        other.remove()

    def test_every_command_has_help_with_two_examples(self):
        top = self.network.kula("--help").stdout
        nouns = [line.split()[0] for line in top.split("Subcommands:")[1].splitlines() if line.startswith("  ") and line.strip()]
        for noun in nouns:
            text = self.network.kula(noun, "--help").stdout.split("Subcommands:")[1]
            for verb in [line.split()[0] for line in text.splitlines() if line.startswith("  ") and line[2] != " "]:
                command = self.network.kula(noun, verb, "--help")
                self.assertEqual(command.returncode, 0)
                self.assertGreaterEqual(command.stdout.count(f"\n  kula {noun} {verb}"), 2, f"{noun} {verb}")


class Demo(CommandLine):
    def test_the_extracts_are_loaded_and_recomputed_and_a_changed_file_is_noticed(self):
        loaded = self.network.kula("demo", "load", *demo_files())
        self.assertEqual(loaded.returncode, 0, loaded.stderr)
        again = self.network.kula("demo", "load", *demo_files())
        self.assertEqual(again.returncode, 0, again.stderr)
        checked = self.network.kula("demo", "check", *demo_files())
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

        grants = json.loads((DATA / "grants.json").read_text())
        grants["grants"][0]["amountAwarded"] += 1
        changed = self.network.folder / "grants.json"
        changed.write_text(json.dumps(grants))
        files = demo_files()
        files[files.index("--grants") + 1] = changed
        different = self.network.kula("demo", "check", *files)
        self.assertEqual(different.returncode, 8, different.stdout + different.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
