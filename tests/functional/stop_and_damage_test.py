"""A node that is told to stop while it works ends well and soon; one whose store is damaged refuses to start, and says what to
do about it, which helps."""

import sys
import time

from network import Network, demo_files, start_kulad, stop_kulad, wait_until

MAX_STOP = 2.0  # seconds from the signal to the end of the process


def stop_under_load(network, loading):
    """SIGTERM in the middle of blocks: exit code 0, and the next start has all that was final."""
    node = network.node
    network.localnet("stop", node)
    process = start_kulad(node.folder)
    wait_until(lambda: node.status() is not None, "it answers")
    at = node.height()
    wait_until(lambda: node.height() >= at + 3 or loading.poll() is not None, "blocks are made again")
    assert loading.poll() is None, "the load ended before the stop"
    told = node.height()
    began = time.monotonic()
    process.terminate()
    code = process.wait(30)
    took = time.monotonic() - began
    assert code == 0, f"it ended with {code}"
    assert took < MAX_STOP, f"it took {took:.2f} s to stop"
    process = start_kulad(node.folder)
    wait_until(lambda: node.status() is not None, "it answers again")
    assert node.height() >= told, "a final block is gone"
    print(f"stopped under load in {took:.2f} s", flush=True)
    return process


def damage(network):
    node = network.node
    # Which files RocksDB's own list of files names is in the manifest.
    manifest = max((node.folder / "store").glob("MANIFEST-*"))
    content = bytearray(manifest.read_bytes())
    middle = len(content) // 2
    content[middle:middle + 16] = bytes(byte ^ 0xff for byte in content[middle:middle + 16])
    manifest.write_bytes(content)
    process = start_kulad(node.folder)
    code = process.wait(30)
    assert code == 1, f"it ended with {code}"
    advice = f"kulad tool repair --data-dir {node.folder}"
    assert advice in node.log().splitlines()[-1], node.log()[-500:]
    repaired = node.tool("repair")
    assert repaired.returncode == 0, repaired.stderr
    assert f"kulad tool verify --data-dir {node.folder}" in repaired.stdout, repaired.stdout
    verified = node.tool("verify")
    assert verified.returncode == 0, verified.stderr
    process = start_kulad(node.folder)
    wait_until(lambda: node.status() is not None, "it answers after the repair")
    network.send()
    stop_kulad(process)
    (node.folder / "kulad.log").unlink()
    logs = network.kula("localnet", "logs", node.name, "--dir", network.folder)
    assert logs.returncode == 1 and "kulad.log" in logs.stderr, f"a log that is not there: {logs.returncode}, {logs.stderr}"
    print("a damaged store was refused, repaired and verified", flush=True)


def main():
    network = Network().up()
    loading = network.start_load(demo_files(purchases=3000))
    try:
        wait_until(lambda: network.node.height() >= 3 or loading.poll() is not None, "the load has begun")
        process = stop_under_load(network, loading)
        loading.kill()
        network.send()
        stop_kulad(process)
        damage(network)
    finally:
        loading.kill()
        network.down()
    return 0


if __name__ == "__main__":
    sys.exit(main())
