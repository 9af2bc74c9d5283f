"""kill -9 of kulad in the middle of `demo load`: it resumes, and nothing differs from an undisturbed run."""

import argparse
import pathlib
import random
import sys
import time

from network import DATA, Network, demo_files, wait_until


def disturb(network, loading, kills, chance):
    """Kills a node at random moments while the load goes on; returns how often."""
    done = 0
    while done < kills and loading.poll() is None:
        before = network.node.height()
        # A random moment within the next blocks, not a point that the test chose.
        end = time.monotonic() + chance.uniform(0.02, 0.8)
        wait_until(lambda: time.monotonic() >= end or loading.poll() is not None, "the moment to kill")
        if loading.poll() is not None:
            break
        network.kill([chance.choice(network.nodes)])
        done += 1
        network.up()
        after = network.node.height()
        assert after >= before, f"the chain went back from {before} to {after}"
    return done


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--kills", type=int, default=4)
    arguments.add_argument("--validators", type=int, default=1)
    arguments.add_argument("--data", type=pathlib.Path, default=DATA)
    arguments.add_argument("--purchases", type=int, default=1500)
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = arguments.parse_args()
    print(f"seed {options.seed}", flush=True)
    files = demo_files(options.data, options.purchases)

    calm = Network(options.validators).up()
    calm.down()
    disturbed = calm.clone()
    try:
        calm.up()
        undisturbed = calm.kula("demo", "load", *files)
        assert undisturbed.returncode == 0, undisturbed.stderr
        wanted = calm.agreed_digest()
        calm.down()

        disturbed.up()
        loading = disturbed.start_load(files)
        kills = disturb(disturbed, loading, options.kills, random.Random(options.seed))
        _, errors = loading.communicate(timeout=900)
        assert loading.returncode == 0, errors
        assert kills > 0, "the load was over before the first kill"
        checked = disturbed.kula("demo", "check", *files)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        found = disturbed.agreed_digest()
        assert found == wanted, f"the tables differ from an undisturbed run's: {found}, not {wanted}"
        disturbed.down()
        for node in disturbed.nodes:
            replayed = node.tool("replay")
            assert replayed.returncode == 0, replayed.stdout + replayed.stderr
        print(f"killed {kills} times; digest {found}; the replay gives every root")
    finally:
        calm.remove()
        disturbed.remove()


if __name__ == "__main__":
    sys.exit(main())
