#!/usr/bin/env python3
"""Writes a few well-formed inputs per target, so that fuzzing starts beyond the first length check.

usage: make_seeds.py FOLDER      fills FOLDER/<target>/. The bytes are written from ledger/codec/README.md's table, not
by the code under test.
"""
import hashlib
import json
import sys
from pathlib import Path


def u(bits, value):
    return value.to_bytes(bits // 8, "little")


def many(parts):
    return u(32, len(parts)) + b"".join(parts)


def blob(content):
    return u(32, len(content)) + content


def tagged_hash(tag, content):
    prefix = hashlib.sha256(tag.encode()).digest() * 2
    return hashlib.sha256(prefix + content).digest()


HASH = bytes(range(32))
OTHER_HASH = bytes(range(32, 64))
SIGNATURE = bytes(range(64))
TIME = 1_795_000_000_000


def transaction(actions):
    payload = u(16, 1) + HASH + HASH[:20] + u(64, 7) + u(64, TIME)
    payload += many([u(16, kind) + blob(body) for kind, body in actions])
    return payload + many([u(8, 0) + SIGNATURE, u(8, 2) + SIGNATURE])


def header(transaction_root=bytes(32), recovery=bytes(32)):
    opening = u(16, 1) + HASH + u(64, 1) + u(64, 5) + u(64, 5) + OTHER_HASH + u(8, 0) + u(64, TIME)
    return opening + transaction_root + 5 * HASH + recovery + u(32, 0)


def block(transactions):
    leaves = [tagged_hash("kula/transaction-bytes/v1", each) for each in transactions]
    root = bytes(32) if not leaves else leaves[0]
    if len(leaves) == 2:
        root = hashlib.sha256(b"\x02" + leaves[0] + leaves[1]).digest()
    return header(root) + many([blob(each) for each in transactions])


def recovery():
    manifest = u(16, 1) + HASH + u(64, 4) + OTHER_HASH + u(64, 0) + many([HASH, OTHER_HASH])
    members = [bytes([number]) * 20 + many([u(8, 0) + SIGNATURE]) for number in (1, 2)]
    return manifest, manifest + many(members)


def recovered_block():
    manifest, signed = recovery()
    return header(recovery=tagged_hash("kula/recovery/v1", manifest)) + many([]) + signed


def certificate(kind, signers):
    subject = u(8, kind) + u(64, 1) + u(64, 5) + HASH
    return subject + u(32, signers) + many([SIGNATURE] * bin(signers).count("1"))


def transaction_json():
    payload = {"version": 1, "chain_id": HASH.hex(), "sender": "kula1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnz43g5y",
               "nonce": "7", "expires_at": str(TIME), "actions": [
                   {"kind": 3, "body": "0102"},
                   {"kind": "credits.transfer", "fields": {"to": "kula1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnz43g5y", "amount": "2000", "memo_hash": None}}]}
    signatures = [{"key_index": 0, "signature": SIGNATURE.hex()}]
    return json.dumps({"payload": payload, "signatures": signatures}).encode()


def event(body):
    return u(16, 3) + blob(body)


def receipt(code, events):
    return HASH + u(16, code) + u(8, 1) + many(events)


ONE = transaction([(3, b"\x01\x02")])
TWO = transaction([(1, b""), (65535, bytes(100))])
JOB = u(64, 9) + u(16, 2) + u(64, TIME) + b"\x01" + many([event(b"due")])

# --- actions: the scenarios, as steps of actions_fuzz.cpp -----------------------------------------------------------

ROLES = {"registrar": [0], "issuer": [1, 2], "reviewer": [3, 4], "steward": [5, 6]}
PEOPLE, ORGANISATIONS = range(7, 20), range(20, 24)

# number, fields: type by name. A kind that is missing here has no seeds. "?T" is an optional, "[T" a list, a tuple of names an enum, a dict a struct.
KIND = ("person", "organisation", "service")
AUTH = {"threshold": "u8", "keys": "[key"}
MEMBER = ("member", "maintainer")
LEVEL = ("all", "beginner", "intermediate", "expert")
CONTRIBUTION = ("code", "docs", "review", "design", "test", "translation", "mentoring")
SHARES = [{"author": "address", "bps": "u16"}]
UPSTREAM = [{"project": "text", "bps": "u16"}]
ENTRIES = [{"contributor": "address", "kind": CONTRIBUTION, "points": "u64", "evidence": "hash", "at": "u64"}]
DEADLINES = {"entry": "u64", "reveal": "u64", "judging": "u64", "judge_reveal": "u64"}
# A variant: its alternatives' names and what each one holds, here the same.
PROPOSAL_ACTION = {"type": ("validator.add", "validator.remove"), "node": "text"}
VOTE = {"subject": {"kind": ("notarize", "nullify", "finalize"), "epoch": "u64", "view": "u64", "block": "hash"},
        "validator": "u8", "signature": "signature"}
ACTIONS = {
    "account.open": (0x0101, {"handle": "text", "kind": KIND, "auth": AUTH, "controller": "?address"}),
    "account.rotate": (0x0102, {"auth": AUTH}),
    "node.register": (0x0105, {"name": "text", "tls_key": "hash", "consensus_key": "?key", "endpoint": "text",
                               "possession": "?signature"}),
    "node.retire": (0x0106, {"name": "text"}),
    "node.ready": (0x0107, {"name": "text", "height": "u64", "block_id": "hash", "signature": "signature"}),
    "node.evidence": (0x0108, {"first": VOTE, "second": VOTE}),
    "credits.issue": (0x0201, {"to": "address", "amount": "u64", "receipt_id": "hash"}),
    "credits.confirm_issue": (0x0202, {"receipt_id": "hash"}),
    "credits.transfer": (0x0203, {"to": "address", "amount": "u64", "memo_hash": "?hash"}),
    "credits.redeem": (0x0204, {"amount": "u64", "payout_reference": "hash"}),
    "credits.cancel_redemption": (0x0205, {"redemption": "u64"}),
    "credits.settle": (0x0206, {"redemption": "u64", "settlement_reference": "hash"}),
    "credits.reject": (0x0207, {"redemption": "u64"}),
    "course.submit": (0x0301, {"slug": "text", "title": "text", "content_hash": "hash", "uri": "text", "price": "u64",
                               "licence": "text", "subject": "text", "level": LEVEL, "min_tier": "?u8",
                               "shares": SHARES, "builds_on": UPSTREAM}),
    "course.accept_share": (0x0302, {"slug": "text", "version": "u32"}),
    "course.review": (0x0303, {"slug": "text", "version": "u32", "verdict": ("approve", "reject"),
                               "reason_hash": "?hash"}),
    "course.revise": (0x0304, {"slug": "text", "content_hash": "hash", "version": "u32", "uri": "?text"}),
    "course.set_price": (0x0305, {"slug": "text", "price": "u64"}),
    "course.retire": (0x0306, {"slug": "text"}),
    "course.buy": (0x0307, {"slug": "text", "for": "?address", "max_price": "u64"}),
    "course.accept_gift": (0x0308, {"course": "text", "number": "u64"}),
    "course.refund": (0x0309, {"course": "text", "number": "u64"}),
    "course.enrol": (0x0501, {"slug": "text"}),
    "course.rate": (0x0502, {"slug": "text", "stars": "u8", "comment_hash": "?hash"}),
    "resource.publish": (0x0503, {"slug": "text", "title": "text", "content_hash": "hash", "uri": "text",
                                  "licence": "text", "min_tier": "u8", "project": "?text"}),
    "project.register": (0x0601, {"project": "text", "repo_uri": "text", "repo_proof_hash": "hash", "licence": "text",
                                  "maintainers": "[address"}),
    "project.review": (0x0602, {"project": "text", "approve": "bool", "reason_hash": "hash"}),
    "project.add_member": (0x0603, {"project": "text", "account": "address", "role": MEMBER}),
    "project.accept_membership": (0x0604, {"project": "text", "role": MEMBER}),
    "project.remove_member": (0x0605, {"project": "text", "account": "address"}),
    "contribution.record": (0x0606, {"project": "text", "entries": ENTRIES}),
    "contribution.confirm": (0x0607, {"project": "text", "numbers": "[u64"}),
    "contribution.challenge": (0x0608, {"project": "text", "number": "u64", "reason_hash": "hash"}),
    "contribution.resolve": (0x0609, {"project": "text", "number": "u64", "uphold": "bool", "reason_hash": "hash"}),
    "fund.create": (0x0801, {"slug": "text", "purpose_hash": "hash", "managers": "[address", "threshold": "u8"}),
    "fund.review": (0x0802, {"slug": "text", "approve": "bool", "reason_hash": "hash"}),
    "fund.change_managers": (0x0803, {"slug": "text", "managers": "[address", "threshold": "u8"}),
    "fund.close": (0x0804, {"slug": "text"}),
    "fund.donate": (0x0805, {"fund": "text", "amount": "u64"}),
    "organisation.attest": (0x0806, {"account": "address", "evidence_hash": "hash"}),
    "beneficiary.register": (0x0807, {"kind": ("student", "organisation"), "commitment": "hash"}),
    "grant.propose": (0x0808, {"fund": "text", "organisation": "address", "beneficiary": "?u32", "amount": "u64",
                               "milestones": "[u64", "deadline": "u64", "purpose_hash": "hash", "programme": "text"}),
    "grant.approve": (0x0809, {"fund": "text", "grant": "u64"}),
    "grant.disburse": (0x080a, {"fund": "text", "grant": "u64", "milestone": "u32"}),
    "grant.report": (0x080b, {"fund": "text", "grant": "u64", "evidence_hash": "hash"}),
    "grant.accept_report": (0x080c, {"fund": "text", "grant": "u64", "evidence_hash": "hash"}),
    "grant.close": (0x080d, {"fund": "text", "grant": "u64"}),
    "beneficiary.link": (0x080e, {"organisation": "address", "number": "u32", "identity": "hash", "link_key": "key",
                                  "proof": "signature"}),
    "contest.create": (0x0901, {"contest": "text", "rules_hash": "hash",
                                "prizes": [{"amount": "u64", "points": "u64"}], "deadlines": DEADLINES,
                                "judges": "[address", "minimum_judges": "u16", "weights": "[u16", "trim": "u16"}),
    "contest.approve_points": (0x0902, {"contest": "text"}),
    "contest.enter": (0x0903, {"contest": "text", "commitment": "hash"}),
    "contest.reveal": (0x0904, {"contest": "text", "content_hash": "hash", "salt": "hash"}),
    "contest.commit_score": (0x0905, {"contest": "text", "entry": "u64", "commitment": "hash"}),
    "contest.reveal_score": (0x0906, {"contest": "text", "entry": "u64", "scores": "[u16", "salt": "hash"}),
    "contest.settle": (0x0907, {"contest": "text"}),
    "proposal.create": (0x0b01, {"title": "text", "text_hash": "hash", "actions": [PROPOSAL_ACTION],
                                 "closes_at": "u64"}),
    "proposal.vote": (0x0b02, {"proposal": "u64", "choice": ("yes", "no", "abstain")}),
    "proposal.withdraw": (0x0b03, {"proposal": "u64"}),
    "account.suspend": (0x0d01, {"account": "address", "reason_hash": "hash", "until": "u64"}),
    "account.restore": (0x0d02, {"account": "address"}),
}
HOURS = {"d": 24, "h": 1, "m": 1 / 60, "s": 1 / 3600, "ms": 1 / 3_600_000}


def hours_of(text):
    digits = text.rstrip("dhms")
    return int(digits) * HOURS[text[len(digits):]]


class Steps:
    """One scenario with the numbered accounts of the target's world."""

    def __init__(self, scenario):
        self.clock = 1_767_225_600_000 / 3_600_000  # 2026-01-01 in hours
        self.numbers = {}
        free = {role: list(numbers) for role, numbers in ROLES.items()}
        free.update(person=list(PEOPLE), organisation=list(ORGANISATIONS))
        for name, account in scenario["accounts"].items():
            roles = account.get("roles", []) + [account.get("kind", "person"), "person"]
            pool = next((free[role] for role in roles if free.get(role)), [23])
            self.numbers[name] = pool.pop(0) if len(pool) > 1 else pool[0]
        self.bytes = b"".join(self.steps(scenario["steps"]))

    def steps(self, steps):
        waited = 0.0
        for step in steps:
            waited += hours_of(step["after"]) if "after" in step else 0
            if "by" not in step:
                continue
            for action in step.get("actions", [step]):
                hours = min(255, round(waited))
                waited = max(0.0, waited - hours)
                self.clock += hours
                if action["do"] not in ACTIONS:
                    continue
                number, fields = ACTIONS[action["do"]]
                body = self.value(fields, action.get("with", {}))
                yield u(8, self.number(step["by"])) + u(8, hours) + u(16, number) + u(16, len(body)) + body

    def number(self, name):
        return self.numbers.get(name, 7 + len(name) % 13)

    def value(self, kind, value):
        if isinstance(kind, dict):
            return b"".join(self.value(each, value.get(name)) for name, each in kind.items())
        if isinstance(kind, tuple):
            return u(8, kind.index(value) if value in kind else 0)
        if isinstance(kind, list) or kind.startswith("["):
            each = kind[0] if isinstance(kind, list) else kind[1:]
            if isinstance(value, dict):
                value = sorted(value["$sorted"], key=lambda text: self.number(text.split(":")[-1].strip("@")))
            return many([self.value(each, item) for item in value or []])
        if kind.startswith("?"):
            return b"\x00" if value is None else b"\x01" + self.value(kind[1:], value)
        if kind == "text":
            return blob((value or "").encode())
        if kind == "bool":
            return u(8, 1 if value else 0)
        if kind == "address":
            return b"\xee" * 19 + u(8, self.number(str(value).strip("@")))
        if kind == "key":
            return b"\xed" * 31 + u(8, self.number(str(value).split(":")[-1]))
        if kind == "hash":
            return hashlib.sha256(str(value).lstrip("#").encode()).digest()
        if kind == "signature":
            return SIGNATURE
        return u(int(kind[1:]), self.integer(value) % (1 << int(kind[1:])))

    def integer(self, value):
        text = str(value or 0)
        if text.startswith("now"):
            moved = hours_of(text[4:]) * (-1 if text[3] == "-" else 1) if len(text) > 3 else 0
            return round((self.clock + moved) * 3_600_000)
        if text.startswith("$"):
            whole, _, cents = text[1:].partition(".")
            return int(whole) * 100 + int(cents.ljust(2, "0") or 0)
        return int(text) if text.isdigit() else 0


def scenarios():
    folder = Path(__file__).resolve().parent.parent / "scenarios"
    for file in sorted(folder.glob("*/*.json")):
        for scenario in json.loads(file.read_text()):
            steps = Steps(scenario).bytes
            if len(steps) <= 4096:
                yield steps


# --- consensus, peers, the signing record ---------------------------------------------------------------------------

def vote(kind):
    return u(8, kind) + u(64, 1) + u(64, 5) + (bytes(32) if kind == 1 else HASH) + u(8, 2) + SIGNATURE


def proposal(transactions, parent, nullifications):
    optional = b"\x00" if parent is None else b"\x01" + parent
    view = u(64, 0 if parent is None else 4)
    return header() + many(transactions) + view + optional + many(nullifications) + vote(0)


CONSENSUS = [u(8, 0) + proposal([], None, []),
             u(8, 0) + proposal([HASH, OTHER_HASH], certificate(0, 0b1101), [certificate(1, 0b111)]),
             u(8, 1) + vote(0), u(8, 1) + vote(1), u(8, 1) + vote(2), u(8, 2) + certificate(2, 0b1011),
             u(8, 3) + u(64, 1) + u(8, 2) + HASH,
             u(8, 4) + u(64, 1) + u(8, 2) + u(8, 0) + HASH + u(64, 1) + b"\x00" + SIGNATURE,
             u(8, 4) + u(64, 1) + u(8, 2) + u(8, 0) + HASH + u(64, 6) + b"\x01" + certificate(1, 0b111) + SIGNATURE]


def record(payloads):
    """The file of consensus/signing_record.h."""
    salt = HASH[:16]
    file = b"kularec1" + salt
    for sequence, payload in enumerate(payloads, 1):
        head = u(32, len(payload)) + u(64, sequence)
        file += b"kbat" + head + hashlib.sha256(salt + head + payload).digest()[:16] + payload
    return file


OPENED = many([u(8, 0) + HASH + OTHER_HASH + u(64, 1) + u(64, 0)])
ENTRIES_OF_A_VIEW = many([u(8, 1) + u(64, 1) + u(64, 5) + HASH, u(8, 2) + vote(0), u(8, 3) + HASH + blob(b"a block"),
                          u(8, 4) + HASH + OTHER_HASH])
RECORD = record([OPENED, ENTRIES_OF_A_VIEW])
CLOSE = header() + many([]) + certificate(2, 0b111) + many([HASH, OTHER_HASH]) + u(8, 0)
CHUNK = many([blob(b"\0\2k") + blob(b"value")])
MANIFEST = (u(16, 1) + header() + many([]) + certificate(2, 0b111) + many([HASH, HASH]) + u(8, 1) +
            many([HASH + u(8, 0), HASH + u(8, 1) + HASH + OTHER_HASH]))

HELLO = u(16, 2) + HASH
GENESIS = (Path(__file__).resolve().parent / "genesis.json").read_bytes()


def frame(kind, content):
    return u(32, 1 + len(content)) + u(8, kind) + content


SEEDS = {
    "amount": [b"0", b"20", b"20.5", b"115795635.69", b"184467440737095516.15", b"010", b"1e3", b"-1"],
    "time": [b"2026-11-22T17:37:41Z", b"2026-11-22T17:37:41.123456789+01:00", b"1970-01-01T00:00:00.001Z",
             b"9999-12-31T23:59:59-23:59", b"2024-02-29T12:00:00-23:59"],
    "json": [b'{"a":[1,-2.5e3,true,null,"\\u00e9\\ud83d\\ude00"],"b":{}}', b'{"a":1,"a":2}', b"[" * 33 + b"]" * 33,
             b'"\xff"', b"18446744073709551616"],
    "bech32m": [b"a1lqfn3a", b"A1LQFN3A", b"abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
                b"kula1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnz43g5y"],
    "transaction": [ONE, TWO],
    "transaction_json": [transaction_json()],
    "block": [block([]), block([ONE]), block([ONE, TWO]), recovered_block()],
    "header": [header()],
    "receipts": [many([]) + many([]), many([receipt(0, [event(b"paid"), event(b"")]), receipt(17, [])]) + many([JOB])],
    "certificate": [certificate(0, 0b1101), certificate(1, 0b1), certificate(2, 0)],
    "epoch_close": [CLOSE, header() + many([]) + certificate(2, 0b111) + many([HASH, OTHER_HASH]) + u(8, 1) +
                    recovery()[1] + many([blob(b"\0\2k") + u(8, 1) + blob(b"value") + many([HASH]) + u(8, 0),
                                          blob(b"\0\2m") + u(8, 0) + many([]) + u(8, 0)])],
    "recovery": [recovery()[1]],
    "snapshot_chunk": [many([]), CHUNK],
    "snapshot_manifest": [MANIFEST],
    "finality_proof": [many([]) + certificate(2, 0b111), many([header(), header()]) + certificate(2, 0b1)],
    "history_proof": [u(64, 2) + u(64, 5) + many([HASH, OTHER_HASH]) + many([HASH, HASH])],
    "list_proof": [u(64, 2) + u(64, 5) + many([HASH, OTHER_HASH, HASH])],
    "state_proof": [many([HASH, OTHER_HASH]) + b"\x00", many([HASH]) + b"\x01" + HASH + OTHER_HASH],
    "page": [bytes(4), u(16, 0b101) + u(16, 0b1010) + HASH + HASH + HASH + b"\x05" + HASH + HASH + HASH + b"\xac\x02"],
    "validator_set": [many([HASH, OTHER_HASH])],
    "actions": list(scenarios()),
    "consensus_message": CONSENSUS,
    "signing_record": [b"\x00" + RECORD, b"\x00" + RECORD[:-3], b"\x00" + record([]),
                       b"\x01" + u(32, 60) + b"\x01" + OPENED, b"\x01" + u(32, 900) + b"\x00" + ENTRIES_OF_A_VIEW],
    "peer_message": [u(8, 0) + message for message in CONSENSUS] + [
        u(8, 1) + header() + b"\x01" + many([header()]) + certificate(2, 0b111) + u(64, 5) + u(64, TIME),
        u(8, 1) + header() + b"\x00" + u(64, 5) + u(64, TIME), u(8, 2) + many([blob(ONE), blob(TWO)]),
        u(8, 3) + u(64, 9) + HASH + many([u(32, 0), u(32, 7)]), u(8, 4) + u(64, 9) + many([blob(ONE)]),
        u(8, 5) + u(64, 9) + HASH, u(8, 6) + u(64, 9) + b"\x01" + blob(block([ONE])),
        u(8, 7) + u(64, 1) + u(64, 2) + u(64, 3), u(8, 8) + u(64, 9) + u(64, 1) + u(16, 4),
        u(8, 9) + u(64, 9) + many([blob(block([])) + many([]) + certificate(2, 0b111)]), u(8, 10) + u(64, 9),
        u(8, 11) + u(64, 9) + b"\x01" + MANIFEST, u(8, 11) + u(64, 9) + b"\x00", u(8, 12) + u(64, 9) + u(64, 1),
        u(8, 13) + u(64, 9) + many([CLOSE, CLOSE]), u(8, 14) + u(64, 9) + HASH + u(8, 3) + u(32, 7),
        u(8, 15) + u(64, 9) + b"\x01" + blob(CHUNK), u(8, 15) + u(64, 9) + b"\x00"],
    "frames": [b"\x09\x00" + frame(1, HELLO) + frame(4, b""), b"\x03\x00" + frame(2, HELLO) + frame(6, bytes(64))[:-1],
               b"\x00\x00" + u(32, 0xffffffff), HELLO],
    "http": [b"\x10\x00POST /v1/transactions HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\n\r\n",
             b"\x40\x00POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\n\r\n",
             b"\x00\x00GET / HTTP/1.0\r\nConnection: keep-alive\r\nOrigin: https://a.example\r\n\r\n",
             b"\x00\x00PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 999\r\n\r\n"],
    "http_target": [b"/v1/courses/a%20b?after=1&limit=20", b"/%c3%a9?a=+%2B", b"/a//b?x=1&x=2", b"/%zz", b"/%00"],
    "batch": [many([]), many([blob(ONE), blob(TWO), blob(b"")])],
    "recovery_file": [json.dumps({
        "manifest": {"version": 1, "chain_id": HASH.hex(), "height": "4", "block": OTHER_HASH.hex(), "epoch": "0",
                     "next": {"validators": [{"key": HASH.hex()}]}}, "signatures": signatures, "members": "3", "needed": "2"}).encode()
        for signatures in ([], [{"member": "kula1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnz43g5y",
                                 "signatures": [{"key_index": 0, "signature": SIGNATURE.hex()}]}])],
    "csv": [b'a,b\r\n"x ""y""",\n\n"two\nlines",z\n', b"\xef\xbb\xbfa\n", b'a"b,c\n"never', b'"a"b\n'],
    "licence": [b"MIT", b"(MIT OR Apache-2.0+) AND GPL-2.0-only WITH Classpath-exception-2.0",
                b"DocumentRef-a:LicenseRef-b or cc-by-4.0", b"((MIT))", b"MIT AND", b"NoSuch-1.0"],
    "genesis": [GENESIS, b"{}"],
    "config": [b'data_dir = "node"\n[http]\nlisten = "127.0.0.1:8700"\nhosts = ["a.example"]\n[log]\nlevel = "info"\n',
               b'data_dir = "node"\nverifier_threads = 2\n[consensus]\nbase_delta_ms = 300\nheartbeat_ms = 60000\n',
               b'data_dir = "node"\nsync = "blocks"\n[snapshot]\ninterval_blocks = 0\n'],
}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for target, seeds in SEEDS.items():
        folder = Path(sys.argv[1], target)
        folder.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds):
            (folder / f"seed-{number}").write_bytes(seed)


if __name__ == "__main__":
    main()
