"""A load that is killed between the phases of its contests and taken up again long after their deadlines."""

import json
import subprocess
import unittest
import urllib.request

from command_line import CommandLine
from network import demo_files

FILES = demo_files() + ["--purchases", "60"]


class LateLoad(CommandLine):
    def load_killed_at_move(self, number):
        """Kills the loader when it moves the clock for the `number`-th time."""
        command = self.network.command("demo", "load", *FILES)
        moves = 0
        with subprocess.Popen(command, env=self.network.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True) as loading:
            for line in loading.stderr:
                moves += "moving the network's clock" in line
                if moves == number:
                    loading.kill()
                    break
        self.assertEqual(moves, number, "the load was over before the moment to kill it")

    def load(self):
        result = self.network.kula("demo", "load", *FILES, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout), result.stderr

    def advance(self, duration):
        moved = self.network.kula("localnet", "advance", duration, "--dir", self.network.folder)
        self.assertEqual(moved.returncode, 0, moved.stderr)

    def contests(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.network.port}/v1/tables/contests", timeout=120) as answer:
            return {row["key"][0]: row["value"] for row in json.load(answer)["rows"]}

    def test_contests_whose_deadlines_passed_are_settled_and_held_again_until_one_round_is_in_time(self):
        self.load_killed_at_move(1)  # entries are in, nothing is revealed
        self.advance("20d")
        self.load_killed_at_move(3)  # of the second round: scores are committed, none is revealed
        self.assertIn("translate-a-course-round-2", self.contests())
        self.advance("20d")
        _, errors = self.load()
        self.assertIn("announcing them again", errors)

        contests = self.contests()
        self.assertEqual(len(contests), 9)
        for slug, contest in contests.items():
            self.assertEqual((slug, contest["state"] != "open", contest["escrowed"]), (slug, True, "0"))
        checked = self.network.kula("demo", "check", *FILES)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

        again, _ = self.load()
        self.assertEqual(int(again["sent"]), 0)
        self.assertEqual(len(self.contests()), 9)


if __name__ == "__main__":
    unittest.main(verbosity=2)
