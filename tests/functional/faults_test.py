"""Processes that are killed, stopped, cut off, and clocks that differ: the network goes on or recovers by itself."""

import argparse
import pathlib
import random
import sys
import time

from network import DATA, Network, Watch, demo_files, wait_until

MAX_GAP = 3.0  # seconds without a block while one of four is dead
MAX_RECOVERY = 10.0  # seconds from the return of a quorum to the next block
MAX_CROWD = 4.0  # threads a core that these hold for: the five programs of a test; with others, in proportion


def kill_all(network, chance):
    """What was told to be final before is final after."""
    told = [network.send(chance.choice(network.nodes)) for _ in range(3)]
    blocks = {}
    for node in network.nodes:
        height = node.height()
        blocks[height] = node.block_id(height)
    network.kill(network.nodes)
    network.up()
    last = max(blocks)
    for node in network.nodes:
        wait_until(lambda: node.height() >= last, f"{node} has block {last} again", MAX_RECOVERY)
        for height, block in blocks.items():
            assert node.block_id(height) == block, f"block {height} of {node} is another one"
        for transaction in told:
            assert node.is_final(transaction), f"{transaction} is no longer final on {node}"
    print(f"all four killed at block {last}: nothing that was final is lost", flush=True)


def kill_one_of_four(network, loading, others, kills, chance):
    """The others go on, and the killed one returns and agrees."""
    watched, *victims = others
    killed = 0
    with Watch(watched) as watch:
        for _ in range(kills):
            before = watched.height()
            wait_until(lambda: watched.height() >= before + 3 or loading.poll() is not None, "the load goes on", 60)
            if loading.poll() is not None:
                break
            victim = chance.choice(victims)
            network.kill([victim])
            killed += 1
            at = watched.height()
            wait_until(lambda: watched.height() >= at + 3 or loading.poll() is not None, f"blocks without {victim}", 60)
            network.localnet("start", victim)
    assert killed > 0, "the load was over before the first kill"
    allowed = MAX_GAP * max(1.0, watch.crowd / MAX_CROWD)
    assert watch.longest_gap <= allowed, f"no block for {watch.longest_gap:.2f} of {allowed:.1f} s {watch.where}"
    print(f"one of four killed {killed} times: {watch.blocks} blocks, at most {watch.longest_gap:.2f} s apart with "
          f"{watch.crowd:.1f} threads a core", flush=True)


def disturb_a_load(network, files, kills, chance):
    through, *others = chance.sample(network.nodes, len(network.nodes))
    loading = network.start_load(files, through)
    wait_until(lambda: through.height() >= 3, "the load has begun", 60)
    kill_all(network, chance)
    kill_one_of_four(network, loading, others, kills, chance)
    _, errors = loading.communicate(timeout=900)
    assert loading.returncode == 0, errors
    print(f"the disturbed load is whole on all nodes: {network.agreed_digest()}", flush=True)
    checked = network.kula("demo", "check", *files, node=chance.choice(network.nodes))
    assert checked.returncode == 0, checked.stdout + checked.stderr


def wait_for_final(network, transaction, nodes, what):
    began = time.monotonic()
    wait_until(lambda: all(node.is_final(transaction) for node in nodes), what, MAX_RECOVERY)
    return time.monotonic() - began


def stays_still(nodes, seconds):
    """No node gets a block in that time; the last block that any of them has."""
    heights = [node.height() for node in nodes]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert [node.height() for node in nodes] == heights, "a block without a quorum"
        time.sleep(0.05)
    return max(heights)


def settle(network, nodes):
    """Waits until a block that was under way is on all of the nodes."""
    wait_until(lambda: len({node.height() for node in nodes}) == 1, "the nodes are at one height", 10)


def send_from_a_file(network, node):
    """A transaction that no block takes for now, sent twice from its file: its id."""
    file = network.signed_file("thing-of-the-file", node)
    first, again = (network.kula_json("tx", "send", file, "--yes", "--no-wait", node=node) for _ in range(2))
    assert first["status"] == again["status"] == "pending", (first, again)
    return first["id"]


def stop_two_of_four(network, seconds, chance):
    stopped = chance.sample(network.nodes, 2)
    others = [node for node in network.nodes if node not in stopped]
    network.localnet("stop", *stopped)
    settle(network, others)
    transaction = send_from_a_file(network, others[0])
    stays_still(others, seconds)
    assert not others[0].is_final(transaction)
    network.localnet("start", *stopped)
    took = wait_for_final(network, transaction, network.nodes, "progress after two of four returned")
    print(f"two of four stopped for {seconds:.0f} s: final {took:.2f} s after their return", flush=True)


def cut_in_halves(network, seconds, chance):
    half = chance.sample(network.nodes, 2)
    network.localnet("partition", *half)
    for side in (half, [node for node in network.nodes if node not in half]):
        settle(network, side)
    transaction = network.send(half[0], wait=False)
    stays_still(network.nodes, seconds)
    network.localnet("partition", "--heal")
    took = wait_for_final(network, transaction, network.nodes, "progress after the halves met again")
    print(f"cut in halves for {seconds:.0f} s: final {took:.2f} s after the links were healed", flush=True)


def set_clocks_apart(network, chance):
    """One node, then two, are 10 s ahead of the others (R13)."""
    for node in chance.sample(network.nodes, 2):
        node.post("/v1/dev/advance", {"ms": "10000"})
        began = time.monotonic()
        for through in network.nodes:
            network.send(through)
        print(f"{node} is 10 s ahead: four transactions final in {time.monotonic() - began:.2f} s", flush=True)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--kills", type=int, default=2, help="of one of four, during one load")
    arguments.add_argument("--minutes", type=float, default=0.05, help="how long two of four are off, or cut off")
    arguments.add_argument("--data", type=pathlib.Path, default=DATA)
    arguments.add_argument("--purchases", type=int, default=400)
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    arguments.add_argument("--only", choices=["load", "stop", "cut", "clocks"])
    options = arguments.parse_args()
    print(f"seed {options.seed}", flush=True)
    chance = random.Random(options.seed)
    files = demo_files(options.data, options.purchases)
    network = Network(4)
    parts = {
        "load": lambda: disturb_a_load(network, files, options.kills, chance),
        "stop": lambda: stop_two_of_four(network, options.minutes * 60, chance),
        "cut": lambda: cut_in_halves(network, options.minutes * 60, chance),
        "clocks": lambda: set_clocks_apart(network, chance),
    }
    try:
        network.up()
        for name, part in parts.items():
            if options.only in (None, name):
                part()
        network.agreed_digest()
        network.check_one_chain()
    finally:
        network.remove()


if __name__ == "__main__":
    sys.exit(main())
