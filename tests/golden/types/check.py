"""Derives the golden files from ledger/types/README.md with nothing but hashlib, and compares."""

import hashlib
import pathlib
import sys

FOLDER = pathlib.Path(__file__).parent


def u8(n): return n.to_bytes(1, "little")
def u16(n): return n.to_bytes(2, "little")
def u32(n): return n.to_bytes(4, "little")
def u64(n): return n.to_bytes(8, "little")
def data(raw): return u32(len(raw)) + raw
def items(parts): return u32(len(parts)) + b"".join(parts)
def of(byte, size=32): return bytes([byte]) * size
def sha(raw): return hashlib.sha256(raw).digest()


def tagged(name, raw):
    tag = sha(f"kula/{name}/v1".encode())
    return sha(tag + tag + raw)


def list_root(leaves):
    if not leaves:
        return bytes(32)
    if len(leaves) == 1:
        return leaves[0]
    left = 1
    while left * 2 < len(leaves):
        left *= 2
    return sha(b"\x02" + list_root(leaves[:left]) + list_root(leaves[left:]))


def bech32m(prefix, raw):
    bits = "".join(f"{byte:08b}" for byte in raw)
    bits += "0" * (-len(bits) % 5)
    groups = [int(bits[i:i + 5], 2) for i in range(0, len(bits), 5)]

    def polymod(values):
        checksum = 1
        for value in values:
            top = checksum >> 25
            checksum = (checksum & 0x1FFFFFF) << 5 ^ value
            for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
                checksum ^= generator if top >> i & 1 else 0
        return checksum

    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    checksum = polymod(expanded + groups + [0] * 6) ^ 0x2BC830A3
    groups += [checksum >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join("qpzry9x8gf2tvdw0s3jn54khce6mua7l"[group] for group in groups)


TIME = 1795369061000


def payload(nonce):
    actions = [u16(0x0102) + data(b"body"), u16(3) + data(b"")]
    return u16(1) + of(0xC1) + of(0x5E, 20) + u64(nonce) + u64(TIME) + items(actions)


SIGNATURES = [u8(0) + of(0x51, 64), u8(2) + of(0x52, 64)]


def transaction(nonce):
    return payload(nonce) + items(SIGNATURES)


def bytes_hash(nonce):
    return tagged("transaction-bytes", transaction(nonce))


def header(transaction_root, recovery=of(7)):
    return (u16(1) + of(0xC1) + u64(2) + u64(9) + u64(1000) + of(0xAA) + u8(3) + u64(TIME) + transaction_root +
            of(2) + of(3) + of(4) + of(5) + of(6) + recovery + u32(0x01020304))


def expected():
    auth = u8(2) + items([of(0x21), of(0x22), of(0x23)])
    address = tagged("address", auth)[:20]
    yield "auth", auth, address.hex()
    yield "address", address, bech32m("kula", address)
    yield "action", u16(0x0102) + data(b"body"), None
    yield "transaction_payload", payload(7), tagged("transaction", payload(7)).hex()
    yield "key_signature", SIGNATURES[0], None
    yield "signed_transaction", transaction(7), bytes_hash(7).hex()

    event = u16(0x0203) + data(b"\xde\xad")
    accepted = of(0x1D) + u16(0) + u8(0) + items([event, u16(1) + data(b"")])
    rejected = of(0x1E) + u16(0x0405) + u8(3) + items([])
    job = u64(77) + u16(6) + u64(TIME) + u8(1) + items([event])
    leaves = [tagged("receipt", b"\0" + accepted), tagged("receipt", b"\0" + rejected), tagged("receipt", b"\1" + job)]
    yield "event", event, None
    yield "receipt", accepted, leaves[0].hex()
    yield "job_receipt", job, leaves[2].hex()
    yield "block_receipts", items([accepted, rejected]) + items([job]), list_root(leaves).hex()

    yield "block_header", header(of(1)), tagged("block", header(of(1))).hex()
    root = list_root([bytes_hash(0), bytes_hash(1)])
    yield "block", header(root, bytes(32)) + items([data(transaction(0)), data(transaction(1))]), root.hex()

    validators = items([of(0x21), of(0x22)])
    manifest = u16(1) + of(0xC1) + u64(999) + of(0xAA) + u64(1) + validators
    recovery = manifest + items([of(0x5E, 20) + items(SIGNATURES[:1]), of(0x5F, 20) + items(SIGNATURES)])
    recovery_hash = tagged("recovery", manifest)
    yield "recovery_manifest", manifest, recovery_hash.hex()
    yield "signed_recovery", recovery, None
    yield "recovered_block", header(bytes(32), recovery_hash) + items([]) + recovery, recovery_hash.hex()

    subject = u8(2) + u64(2) + u64(9) + of(0xBB)
    certificate = subject + u32(5) + items([of(0x51, 64), of(0x52, 64)])
    yield "vote_subject", subject, tagged("vote", of(0xC1) + subject).hex()
    yield "vote", subject + u8(4) + of(0x51, 64), None
    yield "certificate", certificate, None
    yield "validator_set", validators, tagged("validator-set", validators).hex()
    yield "finality_proof", items([header(of(1))]) + certificate, None

    yield ("list_proof", u64(1) + u64(3) + items([of(0x31), of(0x32)]),
           list_root([of(0x31), of(0x32), of(0x33)]).hex())
    peaks = [of(0x41), of(0x42)]
    yield "history_peaks", u64(5) + items(peaks), sha(b"\x04" + u64(5) + b"".join(peaks)).hex()
    yield "history_proof", u64(2) + u64(5) + items([of(0x43), of(0x44)]) + items(peaks), None
    leaf = of(0x61) + of(0x62)
    yield "state_leaf", leaf, sha(b"\x00" + leaf).hex()
    yield "state_proof_absent", items([of(0x63), of(0x00)]) + u8(1) + leaf, None
    yield "state_proof_present", items([of(0x63)]) + u8(0), None

    finality = items([]) + subject + u32(1) + items([of(0x51, 64)])
    yield "epoch_close", header(of(1)) + finality + items([of(0x21)]) + u8(0), None
    here = data(b"\0\2\x6b") + u8(1) + data(b"value") + items([of(0x63)]) + u8(0)
    absent = data(b"\0\2\x6d") + u8(0) + items([]) + u8(0)
    yield "recovery_close", header(of(1)) + finality + validators + u8(1) + recovery + items([here, absent]), None
    rows = [(b"\0\2\x6b", b"value"), (b"\0\2\x6d", b"")]
    yield "snapshot_chunk", items([data(key) + data(value) for key, value in rows]), None
    lone = sorted(tagged("state-key", key) + tagged("state-value", value) for key, value in rows)
    hashes = [sha(b"\x00" + leaf) for leaf in lone]
    parts = [digest + u8(1) + leaf for digest, leaf in zip(hashes, lone)]
    yield ("snapshot_manifest", u16(1) + header(of(1)) + finality + items(peaks) + u8(1) + items(parts),
           sha(b"\x01" + hashes[0] + hashes[1]).hex())


def main():
    faults = 0
    names = set()
    for name, raw, digest in expected():
        names.add(name)
        text = f"bytes {raw.hex()}\n" + (f"hash {digest}\n" if digest else "")
        path = FOLDER / f"{name}.hex"
        if not path.exists() or path.read_text() != text:
            print(f"{path}: differs from the documented format")
            faults += 1
    for path in FOLDER.glob("*.hex"):
        if path.stem not in names:
            print(f"{path}: nothing here derives it")
            faults += 1
    print(f"{len(names)} golden files compared, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
