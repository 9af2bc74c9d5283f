"""What strangers, twins and a full disk can do to a network of four validators: nothing that the others notice."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time

from capture import Capture
from network import KULAD, Network, demo_files, free_ports, is_gone, start_kulad, stop_kulad, wait_until


def goes_on(network, what, nodes=None):
    """Transactions become final through every node."""
    began = time.monotonic()
    for node in nodes or network.nodes:
        network.send(node)
    print(f"{what}: goes on, {time.monotonic() - began:.2f} s", flush=True)


def new_folder(network, name, source, port):
    """A copy of a stopped node's folder that listens elsewhere; without its chain and record."""
    folder = network.folder / name
    folder.mkdir()
    for file in ("genesis.json", "tls.key", "consensus.key", "kulad.toml"):
        if (source / file).exists():
            shutil.copy2(source / file, folder / file)
    config = (folder / "kulad.toml").read_text()
    config = re.sub(r'(\[http\]\nlisten = "127.0.0.1:)\d+', rf"\g<1>{port}", config)
    (folder / "kulad.toml").write_text(re.sub(r'(\[peers\]\nlisten = "127.0.0.1:)\d+', rf"\g<1>{port + 1}", config))
    return folder


def send_garbage(network):
    opened = []
    for node in network.nodes:
        for words in (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"", os.urandom(100_000), b"\x16\x03\x01\xff\xff" + bytes(70_000)):
            opened.append(socket.create_connection(("127.0.0.1", node.peers_port), 5))
            try:
                opened[-1].sendall(words)
            except OSError:
                pass  # it is told to leave before it has said everything
    goes_on(network, "garbage on the peers' port")
    for connection in opened:
        connection.close()


def come_without_certificate(network, version):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = context.maximum_version = version
    try:
        with socket.create_connection(("127.0.0.1", network.node.peers_port), 10) as plain:
            with context.wrap_socket(plain) as connection:
                connection.sendall(b"hello" * 100)
                answer = connection.recv(4096)  # TLS 1.3: the refusal comes after the client's handshake
                assert answer == b"", f"a stranger was told something: {answer[:40]}"
    except OSError:
        pass  # ssl.SSLError is one: refused


def listen_on_the_wire(network):
    """Whoever captures packets between the nodes, from the first one of a connection on, reads nothing but TLS."""
    if not Capture.is_possible():
        print("a packet capture: not possible without CAP_NET_RAW, left out", flush=True)
        return
    peers_ports = {node.peers_port for node in network.nodes}
    chain = network.node.status()["chain_id"]
    with Capture(peers_ports | {network.node.port}) as capture:
        network.localnet("stop", network.nodes[1])
        network.localnet("start", network.nodes[1])  # its connections are new
        goes_on(network, "a packet capture")
    between = {ports: bytes(said) for ports, said in capture.streams.items() if peers_ports & set(ports)}
    of_api = b"".join(bytes(said) for ports, said in capture.streams.items() if network.node.port in ports)
    assert b"/v1/" in of_api and chain.encode() in of_api, "the capture would see what is in clear"
    new = [said for said in between.values() if said.startswith(b"\x16\x03")]  # a TLS handshake record
    assert len(new) >= 6, f"two directions with each of three peers: {len(new)}"
    for said in between.values():
        for words in (bytes.fromhex(chain), chain.encode(), b"node-", b"https://example.org", b"thing-", b"\x11" * 32):
            assert words not in said, f"{words} goes over the wire in clear"
    for said in new:
        at = 0
        while at + 5 <= len(said):
            assert said[at] in (20, 21, 22, 23) and said[at + 1] == 3, f"no TLS record at byte {at}"
            at += 5 + int.from_bytes(said[at + 3:at + 5], "big")
    size = sum(len(said) for said in between.values())
    print(f"a packet capture: {size} bytes between nodes, {len(new)} streams from their first byte on, all TLS", flush=True)


def come_unregistered(network):
    """The same genesis, a TLS key that nobody registered."""
    folder = new_folder(network, "stranger", network.node.folder, free_ports(2))
    (folder / "tls.key").unlink()
    (folder / "consensus.key").unlink()
    subprocess.run([KULAD, "tool", "keys", "--data-dir", folder], check=True, capture_output=True)
    stranger = start_kulad(folder)
    try:
        wait_until(lambda: "is not in the registry" in (folder / "kulad.log").read_text(), "the stranger is told why", 20)
        goes_on(network, "an unregistered node")
        names = {peer["name"] for peer in network.node.get("/v1/peers")["peers"] if peer["connected"]}
        assert names == {node.name for node in network.nodes[1:]}, names
    finally:
        stop_kulad(stranger)


def come_from_another_genesis(network):
    """Registered keys, another chain: both sides name both hashes."""
    node = network.nodes[3]
    network.localnet("stop", node)
    folder = new_folder(network, "other", node.folder, free_ports(2))
    genesis = (folder / "genesis.json").read_text()
    assert '"localnet"' in genesis
    (folder / "genesis.json").write_text(genesis.replace('"localnet"', '"othernet"'))
    subprocess.run([KULAD, "tool", "init", "--data-dir", folder], check=True, capture_output=True)
    ours = network.node.status()["chain_id"]
    other = start_kulad(folder)
    try:
        def refusal(log):
            return [line for line in log.splitlines() if ours in line and len(set(re.findall("[0-9a-f]{64}", line))) >= 2]

        wait_until(lambda: refusal((folder / "kulad.log").read_text()), "the other node names both hashes", 20)
        told = refusal((folder / "kulad.log").read_text())[0]
        assert "node-" in told, told
        wait_until(lambda: any(refusal(peer.log()) for peer in network.nodes[:3]), "a peer names both hashes", 20)
        goes_on(network, "a node of another genesis", network.nodes[:3])
    finally:
        stop_kulad(other)
        network.localnet("start", node)
    shutil.rmtree(folder)


def run_one_key_twice(network):
    node = network.nodes[3]
    same = subprocess.run([KULAD, "--config", node.folder / "kulad.toml"], capture_output=True, text=True, timeout=60)
    assert same.returncode != 0 and same.stderr.strip(), "a second process of one folder was started"

    network.localnet("stop", node)
    folder = new_folder(network, "twin", node.folder, free_ports(2))
    for part in node.folder.iterdir():
        if part.is_dir():
            shutil.copytree(part, folder / part.name)
    network.localnet("start", node)
    process = start_kulad(folder)
    try:
        def is_noticed():
            if process.poll() is not None or is_gone(node.process_id()):
                return True
            return any(peer.get("/v1/evidence")["evidence"] for peer in network.nodes[:3])

        # Their links displace each other, so one of the two soon meets a certificate with a vote that is not in
        # its own record: as long as there are blocks.
        def goes_on_until_noticed():
            return is_noticed() or goes_on(network, "one key on two hosts", network.nodes[:3]) or is_noticed()

        wait_until(goes_on_until_noticed, "one of the two stops, or they are evidence", 90)
        for log in ((folder / "kulad.log").read_text(), node.log()):
            print(f"one key on two hosts: {log.splitlines()[-1]}", flush=True)
        hashes = {peer.block_id(network.nodes[0].height()) for peer in network.nodes[:3]}
        assert len(hashes) == 1, "one chain"
    finally:
        stop_kulad(process)


def fill_a_disk(network):
    node = network.nodes[2]
    network.localnet("stop", node)
    largest = max(part.stat().st_size for part in node.folder.rglob("*") if part.is_file())
    before = len(node.log())
    process = start_kulad(node.folder, largest + 100_000)
    loaded = network.kula("demo", "load", *demo_files(purchases=400))
    assert loaded.returncode == 0, loaded.stderr
    try:
        wait_until(lambda: process.poll() is not None, "the node with the full disk stops", 60)
    finally:
        stop_kulad(process)
    words = node.log()[before:]
    assert process.returncode > 0, f"ended by {process.returncode}: {words}"
    print(f"a full disk: {words.splitlines()[-1]}", flush=True)
    assert re.search("disk|space|full|written|write", words.splitlines()[-1] + words.splitlines()[-2]), words
    goes_on(network, "a full disk", [one for one in network.nodes if one is not node])
    network.localnet("start", node)
    network.agreed_digest()


def main():
    network = Network(4)
    try:
        network.up()
        send_garbage(network)
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            come_without_certificate(network, version)
        listen_on_the_wire(network)
        come_unregistered(network)
        come_from_another_genesis(network)
        fill_a_disk(network)
        network.check_one_chain()
        run_one_key_twice(network)  # the last one: it may cost a node
    finally:
        network.remove()


if __name__ == "__main__":
    sys.exit(main())
