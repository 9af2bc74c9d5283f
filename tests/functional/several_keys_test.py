"""Accounts of several keys: files that their holders build, sign, combine and send (`kula tx`)."""

import os
import re
import unittest

from command_line import CommandLine
from network import KULAD


class SeveralKeys(CommandLine):
    def open_studio(self, handle, *names):
        """An account of which two of three new keys sign, with 30.00."""
        for name in names:
            self.network.kula_json("keys", "new", name)
        self.accepted("account", "open", handle, "--auth", "threshold=2," + ",".join(f"keys=@{name}" for name in names), "--kind",
                      "organisation", "--account", "registrar")
        studio = self.network.kula_json("account", "show", "--handle", handle)["address"]
        self.accepted("credits", "issue", studio, "--amount", "30", "--receipt-id", os.urandom(32).hex(), "--account", "issuer-1")
        return studio

    def build(self, name, studio, amount):
        path = self.network.folder / f"{name}.json"
        built = self.network.kula_json("credits", "transfer", "@auditor", "--amount", amount, "--account", studio, "--build", path)
        return path, built

    def altered(self, path, old, new):
        copy = path.with_name("altered.json")
        text = path.read_text()
        self.assertIn(old, text)
        copy.write_text(text.replace(old, new))
        return copy

    def test_an_account_of_three_keys_acts_when_two_have_signed(self):
        studio = self.open_studio("studio-of-the-test", "key-a", "key-b", "key-c")
        self.network.kula_json("keys", "new", "key-d", "--for", studio)
        # One key alone is not enough, and is told what to do.
        transfer = ["credits", "transfer", "@auditor", "--amount", "20"]
        self.refused(4, "more_signatures_needed", *transfer, "--account", "key-d", "--yes")
        pay, built = self.build("pay", studio, "20")
        self.assertEqual((built["needed"], built["missing"], built["status"]), (2, 2, "unknown"))
        self.refused(1, "file_exists", *transfer, "--account", studio, "--build", pay)
        self.refused(4, "more_signatures_needed", "tx", "send", pay, "--yes")
        self.refused(4, "not_a_key_of_the_account", "tx", "sign", pay, "--account", "key-d", "--yes")
        self.refused(2, "usage", "tx", "sign", pay, "--account", studio, "--yes")
        self.refused(3, "cancelled", "tx", "sign", pay, "--account", "key-a")
        copy = self.network.folder / "copy.json"
        copy.write_text(pay.read_text())
        self.assertIn("missing 1 of 2", self.accepted("tx", "sign", pay, "--account", "key-a"))
        self.refused(1, "signed_already", "tx", "sign", pay, "--account", "key-a", "--yes")
        self.refused(4, "more_signatures_needed", "tx", "send", pay, "--yes")
        # Two who sign apart; and what was changed after signing is no longer signed.
        self.accepted("tx", "sign", copy, "--account", "key-c")
        altered = self.altered(copy, '"2000"', '"2001"')
        self.assertIn("missing 2 of 2", self.network.kula("tx", "inspect", altered).stdout)
        self.refused(2, "other_transaction", "tx", "combine", pay, "--from", altered)
        key = self.network.kula_json("keys", "show", "key-c")["public_key"]
        forged = self.altered(copy, '"signature": "', '"signature": "0000')
        forged.write_text(re.sub(r'("signature": ".{128}).*?"', r'\1"', forged.read_text()))
        self.assertIn("left out: 1 signatures", self.network.kula("tx", "combine", pay, "--from", forged).stderr)
        combined = self.network.kula_json("tx", "combine", pay, "--from", copy)
        self.assertEqual(combined["missing"], 0)
        self.assertIn({"public_key": key, "signed": True}, combined["keys"])
        self.refused(1, "signed_already", "tx", "sign", pay, "--account", "key-b", "--yes")
        late, _ = self.build("late", studio, "1")
        self.assertIn("It would be accepted", self.network.kula("tx", "send", pay, "--dry-run").stdout)
        sent = self.network.kula_json("tx", "send", pay, "--yes")
        self.assertEqual((sent["status"], sent["id"]), ("final", built["id"]))
        self.assertIn("status  final in block " + sent["height"], self.network.kula("tx", "inspect", pay).stdout)
        self.assertEqual(self.network.kula_json("tx", "send", pay, "--yes")["height"], sent["height"])
        self.refused(1, "out_of_date", "tx", "sign", late, "--account", "key-a", "--yes")
        self.assertEqual(self.network.kula_json("account", "statement", studio)["closing"], "1000")

    def test_what_several_keys_sign_is_refused_when_no_block_would_take_it(self):
        studio = self.open_studio("lab-of-the-test", "lab-a", "lab-b", "lab-c")
        pay, built = self.build("lab-pay", studio, "1")
        sign = ["--account", "lab-a", "--yes"]
        nonce = built["payload"]["nonce"]
        self.refused(1, "out_of_turn", "tx", "sign", self.altered(pay, f'"nonce": "{nonce}"', '"nonce": "7"'), *sign)
        expires = built["payload"]["expires_at"]
        self.refused(1, "expiry_too_far", "tx", "sign", self.altered(pay, expires, str(int(expires) + 7_200_000)), *sign)
        chain = built["payload"]["chain_id"]
        self.refused(1, "other_chain", "tx", "sign", self.altered(pay, chain, "00" * 32), *sign)
        self.refused(2, "bad_transaction", "tx", "sign", self.altered(pay, '"credits.transfer"', '"credits.steal"'), *sign)
        self.refused(5, "not_found", "tx", "sign", self.altered(pay, studio, self.network.kula_json("keys", "new", "lab-d")["account"]),
                     *sign)
        # Options that promise that nothing is sent are not passed over.
        self.refused(2, "usage", "tx", "send", pay, "--build", self.network.folder / "more.json", "--yes")
        self.refused(2, "usage", "tx", "sign", pay, "--dry-run", *sign)
        self.refused(2, "usage", "credits", "transfer", "@registrar", "--amount", "1", "--account", "steward", "--build", "", "--yes")
        self.refused(2, "usage", "node", "join", "--dir", self.network.folder / "joining", "--name", "new-node", "--genesis",
                     self.network.node.folder / "genesis.json", "--endpoint", "127.0.0.1:1", "--build", "join.json", "--kulad",
                     KULAD.resolve())
        # Two actions in one: the second cannot be paid, so that neither happens.
        four, nine = (self.build(f"lab-{amount}", studio, amount)[0] for amount in ("4", "29"))
        both = self.network.folder / "both.json"
        self.refused(2, "same_part", "tx", "build", both, "--from", four, "--from", four)
        self.network.kula_json("tx", "build", both, "--from", four, "--from", nine)
        for key in ("lab-c", "lab-b"):
            self.accepted("tx", "sign", both, "--account", key)
        self.refused(6, "insufficient_funds", "tx", "send", both, "--yes")
        self.assertEqual(self.network.kula_json("account", "statement", studio)["closing"], "3000")
        self.refused(2, "other_part", "tx", "build", self.network.folder / "old.json", "--from", four, "--from",
                     self.build("lab-2", studio, "2")[0])
        # New keys: sending the change of keys again tells what became of it, though nobody signs by the old ones now.
        rotate = self.network.folder / "rotate.json"
        self.network.kula_json("keys", "new", "lab-e")
        self.network.kula_json("account", "rotate", "--auth", "threshold=2,keys=@lab-a,keys=@lab-e", "--account", studio, "--build",
                               rotate)
        for key in ("lab-a", "lab-b"):
            self.accepted("tx", "sign", rotate, "--account", key)
        sent = self.network.kula_json("tx", "send", rotate, "--yes")
        self.assertEqual(self.network.kula_json("tx", "send", rotate, "--yes"), sent)
        # Time passes.
        last, _ = self.build("lab-3", studio, "3")
        self.accepted("tx", "sign", last, "--account", "lab-e")
        self.advance("24h")
        self.refused(1, "out_of_date", "tx", "sign", last, *sign)
        self.refused(1, "out_of_date", "tx", "send", last, "--yes")


if __name__ == "__main__":
    unittest.main(verbosity=2)
