"""A local network in a temporary folder, driven through the programs `kula` and `kulad`."""

import json
import os
import pathlib
import random
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request

BUILD = pathlib.Path(os.environ.get("KULA_BUILD", "build"))
KULA = BUILD / "cli" / "kula"
KULAD = BUILD / "node" / "kulad"
DATA = pathlib.Path(__file__).resolve().parent.parent / "data" / "demo"


def free_ports(count):
    """The first of `count` free ports in a row, below those that outgoing connections are given."""
    while True:
        first = random.SystemRandom().randrange(10_000, 32_000)
        probes = []
        try:
            for port in range(first, first + count):
                probes.append(socket.socket())
                probes[-1].bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
        finally:
            for probe in probes:
                probe.close()


def wait_until(condition, what, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s: {what}")


def is_gone(process):
    """Its first thread may be gone while others, in a write to the disk, still hold its files."""
    try:
        ended = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] in "ZX"
        return ended and len(os.listdir(f"/proc/{process}/task")) <= 1
    except OSError:
        return True


def publishing(name):
    """The command of a transaction that means nothing to others, by an account that the demo leaves alone."""
    return ["resource", "publish", name, "--title", "Thing", "--content-hash", "11" * 32, "--uri", "https://example.org",
            "--licence", "MIT", "--min-tier", "0", "--account", "auditor"]


def start_kulad(folder, max_file_bytes=None):
    """kulad itself, for nodes that `kula localnet` would not start so; its log is in the folder. With
    `max_file_bytes` no file may grow beyond: its writes fail then, as they do on a full disk."""

    def limit():
        if max_file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (max_file_bytes, max_file_bytes))

    with open(folder / "kulad.log", "a") as log:
        # Python ignores SIGXFSZ, and so does the child: a write beyond the limit is an error, not the end.
        return subprocess.Popen([KULAD, "--config", folder / "kulad.toml"], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                preexec_fn=limit, restore_signals=False)


def stop_kulad(process):
    if process.poll() is None:
        process.terminate()
    process.wait(30)


class Node:
    def __init__(self, network, number):
        self.network = network
        self.name = f"node-{number}"
        self.folder = network.folder / self.name
        self.port = network.port + 2 * (number - 1)
        self.peers_port = self.port + 1
        self.url = f"http://127.0.0.1:{self.port}"

    def __repr__(self):
        return self.name

    def get(self, path, seconds=120):
        with urllib.request.urlopen(self.url + path, timeout=seconds) as answer:
            return json.load(answer)

    def post(self, path, body):
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    def status(self):
        """What it says of itself; None while it does not answer."""
        try:
            return self.get("/v1/status", 2)
        except (OSError, ValueError):
            return None

    def height(self):
        return int(self.get("/v1/status")["height"])

    def block_id(self, height):
        return self.get(f"/v1/blocks/{height}/header")["id"]

    def is_final(self, transaction):
        try:
            return self.get(f"/v1/transactions/{transaction}")["status"] == "final"
        except urllib.error.HTTPError:
            return False

    def log(self):
        return (self.folder / "kulad.log").read_text(errors="replace")

    def process_id(self):
        return int((self.folder / "kulad.pid").read_text())

    def tool(self, name, *arguments):
        return subprocess.run([KULAD, "tool", name, "--data-dir", self.folder, *arguments], capture_output=True, text=True,
                              timeout=900)


class Network:
    def __init__(self, validators=1):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kula-test-"))
        self.validators = validators
        self._last_height = 0
        # Room for a few nodes that are added later.
        self.port = free_ports(2 * validators + 8)
        self.nodes = [Node(self, number) for number in range(1, validators + 1)]

    @property
    def node(self):
        return self.nodes[0]

    def up(self, *options):
        """Created at the first call, with these options of `localnet up`; started."""
        arguments = ["localnet", "up", "--dir", self.folder, "--kulad", KULAD.resolve()]
        if not (self.node.folder / "kulad.toml").exists():
            arguments += ["--port", self.port, "--validators", self.validators, *options]
        result = self.kula(*arguments, "--json")
        assert result.returncode == 0, result.stderr
        return self

    def down(self):
        return self.kula("localnet", "down", "--dir", self.folder)

    def localnet(self, verb, *arguments):
        """kula localnet VERB, which must succeed."""
        arguments = [argument.name if isinstance(argument, Node) else argument for argument in arguments]
        programs = ["--kulad", KULAD.resolve()] if verb in ("start", "add") else []
        result = self.kula("localnet", verb, *arguments, "--dir", self.folder, *programs)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def add(self, *arguments):
        """One more node; returned when it is ready."""
        self.localnet("add", *arguments)
        self.nodes.append(Node(self, len(self.nodes) + 1))
        return self.nodes[-1]

    def join(self, folder, port, *options):
        """`kula node join` with a folder of its own, named like it; what the command said."""
        genesis = self.node.folder / "genesis.json"
        return self.kula("node", "join", "--dir", folder, "--name", folder.name, "--genesis", genesis, "--endpoint",
                         f"127.0.0.1:{port + 1}", "--listen", f"127.0.0.1:{port}", "--kulad", KULAD.resolve(), "--account",
                         "registrar", "--yes", *options)

    def clone(self):
        """A copy of this stopped network, on the same ports: the two cannot run together."""
        copy = Network(self.validators)
        shutil.rmtree(copy.folder)
        shutil.copytree(self.folder, copy.folder)
        copy.port = self.port
        copy.nodes = [Node(copy, number) for number in range(1, self.validators + 1)]
        return copy

    def kill(self, nodes):
        """SIGKILL to all at once; returns when the processes are gone."""
        processes = [node.process_id() for node in nodes]
        for process in processes:
            os.kill(process, signal.SIGKILL)
        wait_until(lambda: all(is_gone(process) for process in processes), "the killed processes are gone")

    def environment(self, node=None):
        values = dict(os.environ, KULA_NODE=(node or self.node).url, KULA_KEYS_DIR=str(self.folder / "keys"))
        values["KULA_PASSPHRASE_FILE"] = str(self.folder / "passphrase")
        return values

    def command(self, *arguments):
        return [str(KULA)] + [str(argument) for argument in arguments]

    def kula(self, *arguments, node=None):
        return subprocess.run(self.command(*arguments), env=self.environment(node), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=900)

    def kula_json(self, *arguments, node=None):
        result = self.kula(*arguments, "--json", node=node)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def start_load(self, files, node=None):
        """`demo load` in the background."""
        return subprocess.Popen(self.command("demo", "load", *files), env=self.environment(node), stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def send(self, node=None, wait=True):
        """A transaction of its own, through one node: its id. Final when it returns, unless `wait` is false."""
        # The node must know the last one, or it would be given the same nonce.
        wait_until(lambda: (node or self.node).height() >= self._last_height, "the node knows the last transaction", 20)
        result = self.kula(*publishing(f"thing-{os.urandom(8).hex()}"), "--yes", *([] if wait else ["--no-wait"]), node=node)
        assert result.returncode == 0, result.stdout + result.stderr
        for line in result.stdout.splitlines():
            if line.startswith("final in block "):
                self._last_height = max(self._last_height, int(line.split()[-1]))
        return next(line.split()[1] for line in result.stderr.splitlines() if line.startswith("transaction "))

    def signed_file(self, name, node=None):
        """A transaction in a file, signed and not sent; by the account of send()."""
        file = self.folder / f"{name}.json"
        self.kula_json(*publishing(name), "--build", file, node=node)
        self.kula_json("tx", "sign", file, "--account", "auditor", "--yes", node=node)
        return file

    def agreed_digest(self, seconds=60):
        """Waits until all nodes are at the same height; the digest of all tables, which must be the same."""
        found = {}

        def agree():
            found.clear()
            for node in self.nodes:
                view = node.get("/v1/digest")
                found[node.name] = (view["height"], view["digest"])
            return len({height for height, _ in found.values()}) == 1

        wait_until(agree, f"all nodes are at one height: {found}", seconds)
        assert len(set(found.values())) == 1, f"the tables differ: {found}"
        return next(iter(found.values()))[1]

    def check_one_chain(self, first=0):
        """Every height from the first on that two nodes have is the same block on both."""
        heights = {node: node.height() for node in self.nodes if node.status()}
        longest = max(heights, key=heights.get)
        for height in range(first, heights[longest] + 1):
            wanted = longest.block_id(height)
            for node, last in heights.items():
                if height <= last:
                    assert node.block_id(height) == wanted, f"block {height} of {node} is not that of {longest}"

    def remove(self):
        self.down()
        shutil.rmtree(self.folder, ignore_errors=True)


class Beside:
    """What goes on on a thread of its own while a `with` block does: `run` until `ended` is set."""

    def __init__(self):
        self.ended = threading.Event()
        self._thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self._thread.join()


class Watch(Beside):
    """Looks at a node's height all the time; `longest_gap` is the longest time, in seconds, without a new block
    while there was work in the pool, and `crowd` how many threads wanted a core at a time, on average. Where the
    virtual clock was moved by days, what became due in them is done first: that time is not counted."""

    def __init__(self, node):
        super().__init__()
        self.node = node
        self.longest_gap = 0.0
        self.where = ""
        self.crowd = 0.0
        self.blocks = 0

    def run(self):
        height, since, ahead, jumped, looks = None, time.monotonic(), None, False, 0
        while not self.ended.wait(0.03):
            runnable = int(pathlib.Path("/proc/loadavg").read_text().split()[3].split("/")[0])
            looks += 1
            self.crowd += (runnable / os.cpu_count() - self.crowd) / looks
            status = self.node.status()
            now = time.monotonic()
            if status is None:
                continue
            if ahead is not None and abs(int(status["now"]) / 1000 - time.time() - ahead) > 60:
                jumped = True
            ahead = int(status["now"]) / 1000 - time.time()
            if status["height"] != height:
                self.blocks += height is not None
                jumped = False
            elif int(status["pending"]) > 0 and not jumped:
                if now - since > self.longest_gap:
                    self.longest_gap, self.where = now - since, f"after block {height}, in view {status['view']}"
                continue
            height, since = status["height"], now


def demo_files(data=DATA, purchases=None):
    """The options of `demo load` and `demo check`; fewer purchases make a shorter load."""
    files = ["--courses", data / "courses.csv", "--contributions", data / "contributions.csv", "--grants",
             data / "grants.json"]
    return files if purchases is None else files + ["--purchases", purchases]
