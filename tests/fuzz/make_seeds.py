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


def header(transaction_root=bytes(32)):
    opening = u(16, 1) + HASH + u(64, 1) + u(64, 5) + u(64, 5) + OTHER_HASH + u(8, 0) + u(64, TIME)
    return opening + transaction_root + 6 * HASH + u(32, 0)


def block(transactions):
    leaves = [tagged_hash("kula/transaction-bytes/v1", each) for each in transactions]
    root = bytes(32) if not leaves else leaves[0]
    if len(leaves) == 2:
        root = hashlib.sha256(b"\x02" + leaves[0] + leaves[1]).digest()
    return header(root) + many([blob(each) for each in transactions])


def certificate(kind, signers):
    subject = u(8, kind) + u(64, 1) + u(64, 5) + HASH
    return subject + u(32, signers) + many([SIGNATURE] * bin(signers).count("1"))


def transaction_json():
    payload = {"version": 1, "chain_id": HASH.hex(), "sender": "kula1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnz43g5y",
               "nonce": "7", "expires_at": str(TIME), "actions": [{"kind": 3, "body": "0102"}]}
    signatures = [{"key_index": 0, "signature": SIGNATURE.hex()}]
    return json.dumps({"payload": payload, "signatures": signatures}).encode()


def event(body):
    return u(16, 3) + blob(body)


def receipt(code, events):
    return HASH + u(16, code) + u(8, 1) + many(events)


ONE = transaction([(3, b"\x01\x02")])
TWO = transaction([(1, b""), (65535, bytes(100))])
JOB = u(64, 9) + u(16, 2) + u(64, TIME) + b"\x01" + many([event(b"due")])

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
    "block": [block([]), block([ONE]), block([ONE, TWO])],
    "header": [header()],
    "receipts": [many([]) + many([]), many([receipt(0, [event(b"paid"), event(b"")]), receipt(17, [])]) + many([JOB])],
    "certificate": [certificate(0, 0b1101), certificate(1, 0b1), certificate(2, 0)],
    "epoch_close": [header() + many([]) + certificate(2, 0b111) + many([HASH, OTHER_HASH])],
    "snapshot_chunk": [many([]), many([blob(b"\0\2k") + blob(b"value")])],
    "snapshot_manifest": [u(16, 1) + header() + many([]) + certificate(2, 0b111) + many([HASH, HASH]) + u(8, 1) +
                          many([HASH + u(8, 0), HASH + u(8, 1) + HASH + OTHER_HASH])],
    "finality_proof": [many([]) + certificate(2, 0b111), many([header(), header()]) + certificate(2, 0b1)],
    "history_proof": [u(64, 2) + u(64, 5) + many([HASH, OTHER_HASH]) + many([HASH, HASH])],
    "list_proof": [u(64, 2) + u(64, 5) + many([HASH, OTHER_HASH, HASH])],
    "state_proof": [many([HASH, OTHER_HASH]) + b"\x00", many([HASH]) + b"\x01" + HASH + OTHER_HASH],
    "validator_set": [many([HASH, OTHER_HASH])],
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
