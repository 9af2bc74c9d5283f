"""A local network in a temporary folder, driven through the programs `kula` and `kulad`."""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

BUILD = pathlib.Path(os.environ.get("KULA_BUILD", "build"))
KULA = BUILD / "cli" / "kula"
KULAD = BUILD / "node" / "kulad"
DATA = pathlib.Path(__file__).resolve().parent.parent / "data" / "demo"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, what, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s: {what}")


class Network:
    """Created stopped-first: `clone` copies it with its keys, so that two runs can be compared."""

    def __init__(self, folder=None):
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="kula-test-"))
        self.port = None

    def up(self):
        arguments = ["localnet", "up", "--dir", self.folder, "--kulad", KULAD.resolve()]
        if not (self.folder / "node-1" / "kulad.toml").exists():
            self.port = free_port()
            arguments += ["--port", self.port]
        result = self.kula(*arguments, "--json")
        assert result.returncode == 0, result.stderr
        return self

    def down(self):
        return self.kula("localnet", "down", "--dir", self.folder)

    def clone(self):
        """A copy of this stopped network on another port."""
        copy = Network()
        shutil.rmtree(copy.folder)
        shutil.copytree(self.folder, copy.folder)
        copy.port = free_port()
        config = copy.folder / "node-1" / "kulad.toml"
        text = config.read_text().replace(str(self.folder), str(copy.folder))
        config.write_text(text.replace(f":{self.port}", f":{copy.port}"))
        return copy

    def process_id(self):
        return int((self.folder / "node-1" / "kulad.pid").read_text())

    def kill(self):
        """SIGKILL; returns when the process is gone."""
        process = self.process_id()
        os.kill(process, signal.SIGKILL)
        stat = pathlib.Path(f"/proc/{process}/stat")

        def gone():
            # Its first thread may be gone while others, in a write to the disk, still hold its files.
            try:
                ended = stat.read_text().rsplit(")", 1)[1].split()[0] in "ZX"
                return ended and len(os.listdir(f"/proc/{process}/task")) <= 1
            except OSError:
                return True

        wait_until(gone, "the killed process is gone")

    def environment(self):
        values = dict(os.environ, KULA_NODE=f"http://127.0.0.1:{self.port}", KULA_KEYS_DIR=str(self.folder / "keys"))
        values["KULA_PASSPHRASE_FILE"] = str(self.folder / "passphrase")
        return values

    def command(self, *arguments):
        return [str(KULA)] + [str(argument) for argument in arguments]

    def kula(self, *arguments):
        return subprocess.run(self.command(*arguments), env=self.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=900)

    def kula_json(self, *arguments):
        result = self.kula(*arguments, "--json")
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=120) as answer:
            return json.load(answer)

    def tool(self, name):
        return subprocess.run([KULAD, "tool", name, "--data-dir", self.folder / "node-1"], capture_output=True, text=True,
                              timeout=900)

    def remove(self):
        self.down()
        shutil.rmtree(self.folder, ignore_errors=True)


def demo_files(data=DATA):
    return ["--courses", data / "courses.csv", "--contributions", data / "contributions.csv", "--grants",
            data / "grants.json"]
