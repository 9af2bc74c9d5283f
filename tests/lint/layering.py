#!/usr/bin/env python3
"""Checks the rooms of the house: every #include against layers.txt, and the few rules every file keeps.

usage: layering.py [ROOT]        prints one `file:line: what is wrong` a fault; exit 1 when there is any
"""
import re
import sys
from pathlib import Path

from cpp_text import code_of

HOUSES = ("ledger", "consensus", "contracts", "genesis", "node", "cli")
MAX_LINES = 600
SOURCES = (".h", ".cpp")
COUNTED = SOURCES + (".py", ".ts")

STANDARD = set(
    """algorithm any array barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes climits clocale
    cmath codecvt compare complex concepts csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib cstring ctime cuchar
    cwchar cwctype deque exception execution filesystem forward_list fstream functional initializer_list iomanip ios
    iosfwd iostream istream iterator limits list locale map memory memory_resource new numbers numeric optional ostream
    queue random ratio regex scoped_allocator set source_location span sstream stack stdexcept streambuf string
    string_view strstream system_error tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray
    variant vector version""".split()
)

FORBIDDEN = {
    "clock": (
        r"\b(?:system|steady|high_resolution|utc|tai|gps|file)_clock\b|\w*[cC]lock\s*::\s*now\b"
        r"|\b(?:clock_gettime|gettimeofday|localtime)\w*\s*\("
        r"|\bstd::time\s*\(|(?<![\w.>:])(?:::)?time\s*\(\s*(?:nullptr|NULL|0|&)"
    ),
    "environment": r"\b(?:secure_)?getenv\s*\(|\bsetlocale\s*\(|\bstd::locale\b",
    "randomness": r"\brandom_device\b|\bs?rand\s*\(",
    "unordered": r"\bunordered_\w+",
    "float": r"\b(?:float|double)\b",
}

_INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[ \t]*(.*?)[ \t]*$", re.MULTILINE)


class Layers:
    """What layers.txt says. Raises SystemExit with file:line for a line that it cannot read."""

    def __init__(self, path):
        self.path = path
        self.rooms = {}  # name -> set of rooms it may include
        self.split, self.joined = set(), set()
        self.outside = []  # (prefix, rooms)
        self.headers = {}  # path -> rooms
        self.forbidden = []  # (what, rooms)
        self.permitted = []  # (what, path, word)
        stars = []
        for number, line in enumerate(path.read_text().splitlines(), 1):
            words = line.split("#")[0].split()
            if not words:
                continue
            head, _, tail = " ".join(words[1:]).partition(":")
            names, rooms = head.split(), tail.split()
            if words[0] == "room" and len(names) == 1:
                self.rooms[names[0]] = set()
                stars.append((number, names[0], rooms, list(self.rooms)[:-1]))
            elif words[0] in ("split", "joined") and len(names) == 1:
                getattr(self, words[0]).add(names[0])
            elif words[0] == "outside" and names:
                self.outside += [(prefix, set(rooms)) for prefix in names]
            elif words[0] == "header" and len(names) == 1:
                self.headers[names[0]] = set(rooms)
            elif words[0] == "forbid" and names[0] in FORBIDDEN:
                self.forbidden.append((names[0], rooms))
            elif words[0] == "permit" and len(names) == 3:
                self.permitted.append(tuple(names))
            else:
                sys.exit(f"{path}:{number}: cannot read this line")
        for number, room, targets, above in stars:
            for target in targets:
                if target == "above":
                    self.rooms[room].update(above)
                elif target.endswith("/*"):
                    parent = target[:-2]
                    self.rooms[room].update(r for r in self.rooms if r.rpartition("/")[0] == parent)
                elif target in self.rooms:
                    self.rooms[room].add(target)
                else:
                    sys.exit(f"{path}:{number}: {target} is no room")

    def room_of(self, folder):
        """The room of a folder, or None."""
        if folder in self.rooms:
            return folder
        for room in self.split | self.joined:
            if folder.startswith(room + "/"):
                return room
        return None

    def node_of(self, folder):
        """What stands for the folder in the search for cycles."""
        room = self.room_of(folder)
        return folder if room in self.split else room

    def may_include_outside(self, room, name):
        allowed = [rooms for prefix, rooms in self.outside if name.startswith(prefix)]
        if allowed:
            return any(room in rooms for rooms in allowed)
        return name[1:-1] in STANDARD


def find_cycle(edges):
    """A list of nodes [a, b, ..., a] that includes itself in a circle, or None. edges: node -> iterable of nodes."""
    done = set()

    def visit(node, trail):
        if node in trail:
            return trail[trail.index(node):] + [node]
        if node in done:
            return None
        for target in sorted(edges.get(node, ())):
            if cycle := visit(target, trail + [node]):
                return cycle
        done.add(node)
        return None

    for start in sorted(edges):
        if cycle := visit(start, []):
            return cycle
    return None


def inside(room, parents):
    return any(room == parent or room.startswith(parent + "/") for parent in parents)


class Checker:
    def __init__(self, root, layers):
        self.root, self.layers = root, layers
        self.faults = []
        self.edges = {}  # node -> {node: where it was first included}

    def fault(self, path, line, what):
        self.faults.append(f"{path.relative_to(self.root)}:{line}: {what}")

    def check_include(self, path, line, room, name):
        if re.fullmatch(r"<[^<>]+>", name):
            if not self.layers.may_include_outside(room, name):
                self.fault(path, line, f"room {room} may not include {name}")
            return
        if not re.fullmatch(r'"[^"]+"', name):
            return self.fault(path, line, "an include names its file literally")
        target = name[1:-1]
        folder = target.rpartition("/")[0]
        if not folder or "." in folder:
            return self.fault(path, line, f"{name} is not a full path from the root")
        target_room = self.layers.room_of(folder)
        if target_room is None:
            return self.fault(path, line, f"room {room} may not include {name}, which is in no room of layers.txt")
        if target_room != room and target_room not in self.layers.rooms[room]:
            return self.fault(path, line, f"room {room} may not include {name} of room {target_room}")
        readers = self.layers.headers.get(target)
        if readers is not None and room not in readers and path != (self.root / target).with_suffix(".cpp"):
            return self.fault(path, line, f"room {room} may not include {name}: only {' '.join(sorted(readers))}")
        node = self.layers.node_of(path.parent.relative_to(self.root).as_posix())
        if self.layers.node_of(folder) != node:
            self.edges.setdefault(node, {}).setdefault(self.layers.node_of(folder), f"{path.relative_to(self.root)}:{line}")

    def check_words(self, path, room, code):
        lines = code.split("\n")
        name = path.relative_to(self.root).as_posix()
        for what, rooms in self.layers.forbidden:
            if not inside(room, rooms):
                continue
            words = [word for kind, file, word in self.layers.permitted if (kind, file) == (what, name)]
            for number, line in enumerate(lines, 1):
                match = re.search(FORBIDDEN[what], line)
                if match and not any(word in line for word in words):
                    self.fault(path, number, f"room {room} may not use {match[0].strip()} ({what})")

    def check_source(self, path):
        folder = path.parent.relative_to(self.root).as_posix()
        room = self.layers.room_of(folder)
        if room is None:
            return self.fault(path, 1, f"the folder {folder} is no room of layers.txt")
        code = code_of(path.read_text(encoding="utf-8"))
        for match in _INCLUDE.finditer(code):
            self.check_include(path, code.count("\n", 0, match.start()) + 1, room, match[1])
        self.check_words(path, room, code)

    def check_cycles(self):
        if cycle := find_cycle(self.layers.rooms):
            self.faults.append(f"{self.layers.path.name}:1: the arrows go in a circle: {' -> '.join(cycle)}")
        if cycle := find_cycle(self.edges):
            where = self.edges[cycle[-2]][cycle[-1]]
            self.faults.append(f"{where}: folders include each other in a circle: {' -> '.join(cycle)}")

    def check_readmes(self):
        for room in self.layers.rooms:
            folder = self.root / room
            files = folder.rglob("*") if room in self.layers.split | self.layers.joined else folder.glob("*")
            if any(path.suffix in SOURCES for path in files) and not (folder / "README.md").is_file():
                self.fault(folder / "README.md", 1, f"room {room} has no README.md")

    def check_lengths(self, paths):
        for path in paths:
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > MAX_LINES:
                self.fault(path, MAX_LINES + 1, f"the file has {lines} lines, at most {MAX_LINES} are allowed")


def files_below(root, folders, suffixes):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in suffixes and "node_modules" not in path.parts:
                yield path


def check(root, layers_path):
    """All faults of the tree under `root`, as text."""
    checker = Checker(root, Layers(layers_path))
    for path in files_below(root, HOUSES, SOURCES):
        checker.check_source(path)
    checker.check_cycles()
    checker.check_readmes()
    checker.check_lengths(files_below(root, HOUSES + ("tests",), COUNTED))
    return checker.faults


def main():
    here = Path(__file__).resolve().parent
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else here.parent.parent
    faults = check(root, here / "layers.txt")
    print("\n".join(faults) if faults else "layering: nothing to complain about")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
