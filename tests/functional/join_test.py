"""Observers join, a validator is voted in and another out, while transactions go on."""

import argparse
import pathlib
import random
import sys
import time

from network import DATA, KULAD, Beside, Network, demo_files, free_ports, start_kulad, stop_kulad, wait_until


class Traffic(Beside):
    """Sends transactions, one after another, through changing nodes; every one must become final. One that was
    signed before the clock was moved by days may expire: that is its right end."""

    def __init__(self, network, nodes):
        super().__init__()
        self.network, self.nodes = network, nodes
        self.sent = []
        self.failure = None

    def run(self):
        while not self.ended.is_set():
            try:
                self.sent.append(self.network.send(self.nodes[len(self.sent) % len(self.nodes)]))
            except AssertionError as failure:
                if "error: expired:" in str(failure):
                    continue
                self.failure = failure
                return


def observe(network):
    """`localnet add`: it gets the chain from its peers and votes on nothing."""
    observer = network.add()
    status = observer.status()
    assert status["readiness"] == "ready" and not status["validator"], status
    wait_until(lambda: observer.height() == network.node.height(), "the observer is at the tip", 20)
    network.agreed_digest()
    transaction = network.send(observer)
    wait_until(lambda: network.node.is_final(transaction), "a transaction through the observer is final everywhere", 10)
    return observer


def join_by_hand(network):
    """`node join`, started as its operator would."""
    folder, port = network.folder / "joined", free_ports(2)
    joined = network.join(folder, port)
    assert joined.returncode == 0, joined.stderr
    again = network.join(folder, port)
    assert again.returncode == 1 and "folder_in_use" in again.stderr, again.stderr
    process = start_kulad(folder)
    try:
        def tip():
            result = network.kula("node", "status", "--json", "--node", f"http://127.0.0.1:{port}")
            return result.returncode == 0 and f'"height": "{network.node.height()}"' in result.stdout

        wait_until(tip, "the joined node is at the tip", 30)
    finally:
        stop_kulad(process)


def decide(network, title, action):
    """A proposal, voted through by three persons, the validators' operator among them, and carried out."""
    created = network.kula("proposal", "create", "--title", title, "--text-hash", "11" * 32, "--actions", action,
                           "--closes-at", "+4d", "--account", "operator", "--yes")
    assert created.returncode == 0, created.stderr
    number = network.proposals = getattr(network, "proposals", 0) + 1
    for account in ("operator", "registrar", "steward"):
        voted = network.kula("proposal", "vote", "--proposal", number, "--choice", "yes", "--account", account, "--yes")
        assert voted.returncode == 0, voted.stderr
    # The close, then the timelock; a job that is due makes a block by itself.
    network.localnet("advance", "5d")
    network.localnet("advance", "3d")


def change_validators(network, newcomer, chance):
    with Traffic(network, list(network.nodes)) as traffic:
        wait_until(lambda: len(traffic.sent) >= 3 or traffic.failure, "transactions go on", 30)
        ready = network.kula("node", "ready", newcomer.name, "--data-dir", newcomer.folder, "--account", "operator",
                             "--kulad", KULAD.resolve(), "--yes", node=newcomer)
        assert ready.returncode == 0, ready.stderr
        before = len(network.nodes) - 2  # the observer and the newcomer do not vote
        decide(network, "One more", f"type=validator.add,node={newcomer.name}")
        for node in network.nodes:
            wait_until(lambda: node.status()["validators"] == before + 1, f"{node} knows the new set", 30)
        assert newcomer.status()["validator"]
        added = len(traffic.sent)
        wait_until(lambda: len(traffic.sent) >= added + 3 or traffic.failure, "transactions go on with the newcomer", 30)

        leaving = chance.choice(network.nodes[:4])
        decide(network, "One less", f"type=validator.remove,node={leaving.name}")
        for node in network.nodes:
            wait_until(lambda: node.status()["validators"] == before, f"{node} knows the smaller set", 30)
        assert not leaving.status()["validator"]
        removed = len(traffic.sent)
        wait_until(lambda: len(traffic.sent) >= removed + 3 or traffic.failure, "transactions go on after the removal", 30)
    assert traffic.failure is None, traffic.failure
    for transaction in traffic.sent:
        for node in network.nodes:
            wait_until(lambda: node.is_final(transaction), f"{transaction} is final on {node}", 10)
    print(f"{newcomer} was voted in, {leaving} out, while {len(traffic.sent)} transactions became final", flush=True)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", type=pathlib.Path, default=DATA)
    arguments.add_argument("--purchases", type=int, default=400)
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = arguments.parse_args()
    print(f"seed {options.seed}", flush=True)
    network = Network(4)
    try:
        network.up()
        loaded = network.kula("demo", "load", *demo_files(options.data, options.purchases))
        assert loaded.returncode == 0, loaded.stderr
        began = time.monotonic()
        observe(network)
        print(f"an observer joined at height {network.node.height()} in {time.monotonic() - began:.1f} s", flush=True)
        join_by_hand(network)
        change_validators(network, network.add("--validator"), random.Random(options.seed))
        network.agreed_digest()
        network.check_one_chain()
        network.down()
        for node in network.nodes:
            verified = node.tool("verify")
            assert verified.returncode == 0, f"{node}: {verified.stdout}{verified.stderr}"
    finally:
        network.remove()


if __name__ == "__main__":
    sys.exit(main())
