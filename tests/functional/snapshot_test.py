"""A new observer begins with a snapshot, agrees with the others, and says what it never had; killed while it is being filled
it begins again. One that joins with `--sync blocks` fetches every block instead."""

import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import sys
import time
import urllib.error
import urllib.request

from network import DATA, Network, Node, demo_files, start_kulad, stop_kulad, wait_until

INTERVAL = 40
DISTANCE = 64  # nearer, nodes fetch blocks
OFTEN = ("--snapshot-interval", INTERVAL)


def served_height(node):
    with urllib.request.urlopen(node.url + "/metrics", timeout=10) as answer:
        return int(re.search(r"^kula_snapshot_height (\d+)$", answer.read().decode(), re.MULTILINE)[1])


def await_ready(network, node, seconds=60):
    def is_ready():
        status = node.status()
        return status is not None and status["readiness"] == "ready" and status["height"] == network.node.status()["height"]

    wait_until(is_ready, f"{node} is ready at the tip", seconds)
    return node.status()


def check_history(network, observer, sent_before):
    """What it lacks is said in the same way by all commands, with the next step."""
    old = network.node.get("/v1/blocks/3")["transactions"]
    asked = network.kula("block", "show", "3", node=observer)
    lines = asked.stderr.strip().splitlines()
    assert asked.returncode == 1 and "history_unavailable" in lines[0], asked.stderr
    assert len(lines) == 3 and "--node" in lines[2], asked.stderr
    for path in ("", "/header", "/certificate", "/receipts"):
        try:
            observer.get("/v1/blocks/3" + path)
            raise AssertionError(f"{observer} gives {path} of a block that it cannot have")
        except urllib.error.HTTPError as error:
            assert error.code == 410 and json.load(error)["code"] == "history_unavailable", path
    for transaction in old:
        asked = network.kula("tx", "show", transaction["id"], node=observer)
        assert asked.returncode == 5 and "history_unavailable" in asked.stderr, asked.stderr
    # A file that was sent before is not to be built anew: it would happen twice.
    asked = network.kula("tx", "send", sent_before, "--yes", node=observer)
    assert asked.returncode == 5 and "history_unavailable" in asked.stderr, asked.stdout + asked.stderr
    asked = network.kula("account", "statement", "pool/commons", node=observer)
    lines = asked.stderr.strip().splitlines()
    assert asked.returncode == 1 and "history_unavailable" in lines[0], asked.stdout + asked.stderr
    assert len(lines) == 3 and "--node" in lines[2], asked.stderr
    shown = network.kula("node", "status", node=observer)
    assert "it began with a snapshot" in shown.stdout, shown.stdout


def check_store(observer, first):
    for tool in ("verify", "replay"):
        checked = observer.tool(tool)
        assert checked.returncode == 0, f"{tool}: {checked.stdout}{checked.stderr}"
        assert f"begins with the snapshot at height {first}" in checked.stdout, checked.stdout


def join(network, sent_before):
    observer = network.add(*OFTEN)
    status = observer.status()
    first = int(status["first_height"])
    assert status["readiness"] == "ready" and first >= DISTANCE, status
    network.agreed_digest()
    network.check_one_chain(first)
    transaction = network.send(observer)
    for node in network.nodes:
        wait_until(lambda: node.is_final(transaction), f"a transaction through the observer is final on {node}", 20)
    check_history(network, observer, sent_before)
    return observer, first


def start_empty(network, observer):
    network.localnet("stop", observer)
    shutil.rmtree(observer.folder / "store")
    return start_kulad(observer.folder)


def kill_while_filling(network, observer):
    known = len(observer.log())
    process = start_empty(network, observer)
    try:
        wait_until(lambda: "begins with the snapshot" in observer.log()[known:] or process.poll() is not None,
                   "the observer has found a snapshot", 60)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(30)
        process = start_kulad(observer.folder)
        assert int(await_ready(network, observer)["first_height"]) >= DISTANCE
        network.agreed_digest()
    finally:
        stop_kulad(process)


def fetch_all_blocks(network):
    node = Node(network, len(network.nodes) + 1)
    joined = network.join(node.folder, node.port, "--sync", "blocks", *OFTEN)
    assert joined.returncode == 0, joined.stderr
    network.nodes.append(node)
    process = start_kulad(node.folder)
    try:
        assert int(await_ready(network, node)["first_height"]) == 0
        network.agreed_digest()
        wait_until(lambda: served_height(node) >= DISTANCE, f"{node} serves a snapshot", 60)
    finally:
        stop_kulad(process)
    replayed = node.tool("replay")
    assert replayed.returncode == 0 and "snapshot" not in replayed.stdout, replayed.stdout + replayed.stderr


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", type=pathlib.Path, default=DATA)
    arguments.add_argument("--validators", type=int, default=4)
    arguments.add_argument("--purchases", type=int, default=200)
    options = arguments.parse_args()
    network = Network(options.validators)
    try:
        network.up(*OFTEN)
        loaded = network.kula("demo", "load", *demo_files(options.data, options.purchases))
        assert loaded.returncode == 0, loaded.stderr
        sent_before = network.signed_file("thing-of-the-file")
        assert int(network.kula_json("tx", "send", sent_before, "--yes")["height"]) <= DISTANCE
        while network.node.height() < DISTANCE + INTERVAL:
            network.send()
        for node in network.nodes:
            wait_until(lambda: served_height(node) >= DISTANCE, f"{node} serves a snapshot", 60)
        began = time.monotonic()
        observer, first = join(network, sent_before)
        print(f"an observer began at height {first} of {network.node.height()} and was ready in "
              f"{time.monotonic() - began:.1f} s", flush=True)
        network.localnet("stop", observer)
        check_store(observer, first)
        network.localnet("start", observer)
        kill_while_filling(network, observer)
        network.localnet("start", observer)
        fetch_all_blocks(network)
    finally:
        network.remove()


if __name__ == "__main__":
    sys.exit(main())
