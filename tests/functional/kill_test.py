"""kill -9 of kulad in the middle of `demo load`: it resumes, and nothing differs from an undisturbed run."""

import argparse
import pathlib
import random
import subprocess
import sys
import time

from network import DATA, Network, demo_files, wait_until


def load(network, files):
    return subprocess.Popen(network.command("demo", "load", *files), env=network.environment(), stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def height(network):
    return int(network.get("/v1/status")["height"])


def disturb(network, loading, kills, chance):
    """Kills the node at random moments while the load goes on; returns how often."""
    done = 0
    while done < kills and loading.poll() is None:
        before = height(network)
        # A random moment within the next blocks, not a point that the test chose.
        end = time.monotonic() + chance.uniform(0.02, 0.8)
        wait_until(lambda: time.monotonic() >= end or loading.poll() is not None, "the moment to kill")
        if loading.poll() is not None:
            break
        network.kill()
        done += 1
        network.up()
        after = height(network)
        assert after >= before, f"the chain went back from {before} to {after}"
    return done


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--kills", type=int, default=4)
    arguments.add_argument("--data", type=pathlib.Path, default=DATA)
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = arguments.parse_args()
    print(f"seed {options.seed}", flush=True)
    files = demo_files(options.data)

    calm = Network().up()
    calm.down()
    disturbed = calm.clone()
    try:
        calm.up()
        undisturbed = calm.kula("demo", "load", *files)
        assert undisturbed.returncode == 0, undisturbed.stderr
        wanted = calm.get("/v1/digest")["digest"]

        disturbed.up()
        loading = load(disturbed, files)
        kills = disturb(disturbed, loading, options.kills, random.Random(options.seed))
        _, errors = loading.communicate(timeout=900)
        assert loading.returncode == 0, errors
        assert kills > 0, "the load was over before the first kill"
        checked = disturbed.kula("demo", "check", *files)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        found = disturbed.get("/v1/digest")["digest"]
        assert found == wanted, f"the tables differ from an undisturbed run's: {found}, not {wanted}"
        disturbed.down()
        replayed = disturbed.tool("replay")
        assert replayed.returncode == 0, replayed.stdout + replayed.stderr
        print(f"killed {kills} times; digest {found}; the replay gives every root")
    finally:
        calm.remove()
        disturbed.remove()


if __name__ == "__main__":
    sys.exit(main())
