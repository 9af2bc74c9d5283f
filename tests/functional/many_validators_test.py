"""Four validators: the demo is loaded through one of them, and every node holds what the files say."""

import argparse
import pathlib
import sys
import time

from network import DATA, Network, demo_files


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--validators", type=int, default=4)
    arguments.add_argument("--data", type=pathlib.Path, default=DATA)
    arguments.add_argument("--purchases", type=int, default=400)
    options = arguments.parse_args()
    files = demo_files(options.data, options.purchases)
    network = Network(options.validators)
    try:
        began = time.monotonic()
        network.up()
        started = time.monotonic()
        state = network.kula_json("localnet", "status", "--dir", network.folder)
        assert [node["name"] for node in state["nodes"]] == [node.name for node in network.nodes], state
        assert all(node["status"]["readiness"] == "ready" for node in state["nodes"]), state
        assert network.node.status()["validators"] == options.validators

        loaded = network.kula("demo", "load", *files)
        assert loaded.returncode == 0, loaded.stderr
        ended = time.monotonic()
        digest = network.agreed_digest()
        for node in network.nodes:
            checked = network.kula("demo", "check", *files, node=node)
            assert checked.returncode == 0, f"{node}: {checked.stdout}{checked.stderr}"
        network.check_one_chain()
        network.down()
        assert all(node.status() is None for node in network.nodes)
        for node in network.nodes:
            for tool in ("verify", "replay"):
                done = node.tool(tool)
                assert done.returncode == 0, f"{node}: {done.stdout}{done.stderr}"
        print(f"{options.validators} validators up in {started - began:.1f} s, demo loaded in {ended - started:.1f} s, "
              f"digest {digest}")
    finally:
        network.remove()


if __name__ == "__main__":
    sys.exit(main())
