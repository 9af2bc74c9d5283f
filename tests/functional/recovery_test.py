"""Two of four validators are lost with their folders: the members sign, and the others go on with a newcomer (R21)."""

import json
import shutil
import subprocess

from network import KULAD, Network, Node, wait_until

def check_signing(network, running, stopped, path):
    """create, sign, show by a node that runs; a stopped one refuses until enough have signed."""

    def recovery(*arguments):
        return network.kula("recovery", *arguments, node=running)

    counts = network.kula_json("member", "count", node=running)
    created = recovery("create", path, "--validator", "node-1", "--validator", "node-2", "--validator", "node-5", "--json")
    assert created.returncode == 0, created.stderr
    assert json.loads(created.stdout)["needed"] == counts["needed"], (created.stdout, counts)
    strangers = recovery("create", path.with_name("other.json"), "--validator", "nobody")
    assert strangers.returncode == 2 and "no consensus key" in strangers.stderr, strangers.stderr
    needed = int(counts["needed"])
    members = [name for name in sorted(file.stem for file in (network.folder / "keys").iterdir()) if name != "demo-seed"]
    for signed, name in enumerate(members[:needed]):
        if signed == needed - 1:
            refused = stopped.tool("recover", "--manifest", path, "--yes")
            assert refused.returncode == 1 and "not more than two thirds" in refused.stderr, refused
        result = recovery("sign", path, "--account", name, "--yes")
        assert result.returncode == 0, result.stderr
        again = recovery("sign", path, "--account", name, "--yes")
        assert again.returncode == 1 and "signed_already" in again.stderr, again.stderr
    shown = json.loads(recovery("show", path, "--json").stdout)
    assert int(shown["missing"]) == 0 and len(shown["signatures"]) == needed, shown
    return shown


def main():
    network = Network(4)
    try:
        network.up()
        newcomer = network.add("--validator")
        for _ in range(3):
            network.send()
        network.agreed_digest()
        first, second, third, fourth = network.nodes[:4]
        network.kill([third, fourth])
        for lost in (third, fourth):
            # All but the name that `kula localnet` counts its nodes by.
            for part in lost.folder.iterdir():
                if part.is_dir():
                    shutil.rmtree(part)
                elif part.name != "kulad.toml":
                    part.unlink()
        network.nodes = [first, second, newcomer]
        wait_until(lambda: len({node.height() for node in network.nodes}) == 1, "the three are at one height")
        height = first.height()

        path = network.folder / "rescue.json"
        network.localnet("stop", first)
        recovery = check_signing(network, second, first, path)
        assert int(recovery["manifest"]["height"]) == height, recovery
        for node in (second, newcomer):
            network.localnet("stop", node)

        for node in network.nodes:
            declined = subprocess.run([KULAD, "tool", "recover", "--data-dir", node.folder, "--manifest", path], input="n\n",
                                      capture_output=True, text=True, timeout=60)
            assert declined.returncode == 1 and "nothing was changed" in declined.stderr, declined
            done = node.tool("recover", "--manifest", path, "--yes")
            assert done.returncode == 0 and "votes in the new epoch" in done.stdout, (done.stdout, done.stderr)
            assert node.name in done.stdout, done.stdout
            again = node.tool("recover", "--manifest", path, "--yes")
            assert again.returncode == 0 and "goes by it already" in again.stdout, again
        for node in network.nodes:
            network.localnet("start", node)

        wait_until(lambda: first.height() > height, "the chain goes on by itself", 30)
        for node in network.nodes:
            network.send(node)
        header = first.get(f"/v1/blocks/{height + 1}/header")["header"]
        assert header["recovery"] == recovery["hash"], header
        assert int(header["epoch"]) == 1, header

        receipts = json.dumps(first.get(f"/v1/blocks/{height + 1}/receipts"))
        assert "chain_recovered" in receipts and recovery["hash"] in receipts, receipts

        # Somebody who joins now gets the chain across the recovery.
        network.localnet("add")
        later = Node(network, 6)
        network.nodes.append(later)
        network.agreed_digest()
        assert later.height() > height
        network.check_one_chain()
        for node in network.nodes:
            network.localnet("stop", node)
        for node in network.nodes:
            for tool in ("verify", "replay"):
                done = node.tool(tool)
                assert done.returncode == 0, (node, tool, done.stdout, done.stderr)
        print("recovered")
    finally:
        network.remove()


if __name__ == "__main__":
    main()
