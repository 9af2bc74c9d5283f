"""What tests of the command line share: a network of one validator, and commands that must succeed or fail."""

import unittest

from network import Network


class CommandLine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.network = Network().up()

    @classmethod
    def tearDownClass(cls):
        cls.network.remove()

    def accepted(self, *arguments):
        result = self.network.kula(*arguments, "--yes")
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def refused(self, code, name, *arguments):
        result = self.network.kula(*arguments)
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        lines = result.stderr.strip().splitlines()[-3:]
        self.assertTrue(lines[0].startswith("error: " + name), result.stderr)
        self.assertTrue(lines[1].startswith("cause: ") and lines[2].startswith("next:  "), result.stderr)

    def open_account(self, name, handle, kind="person"):
        key = self.network.kula_json("keys", "new", name)
        self.accepted("account", "open", handle, "--auth", f"threshold=1,keys=@{name}", "--kind", kind, "--account",
                      "registrar")
        return key["account"]

    def advance(self, duration):
        moved = self.network.kula("localnet", "advance", duration, "--dir", self.network.folder)
        self.assertEqual(moved.returncode, 0, moved.stderr)
