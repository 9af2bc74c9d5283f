#!/usr/bin/env python3
"""The layering check is proved by planting each kind of fault in a small tree and finding it, with file and line."""
import tempfile
import unittest
from pathlib import Path

from layering import MAX_LINES, check

HERE = Path(__file__).resolve().parent
LAYERS = HERE / "layers.txt"

# A small house without faults. Words that would be faults stand in comments and literals.
CLEAN = {
    "ledger/base/README.md": "base\n",
    "ledger/base/bytes.h": "#pragma once\n#include <tl/expected.hpp>\n#include <vector>  // not \"bytes.h\"\n",
    "ledger/base/bytes.cpp": '#include "ledger/base/bytes.h"\n/* double steady_clock\n   rand() */\n',
    "ledger/codec/README.md": "codec\n",
    "ledger/codec/json_value.cpp": '#include <boost/json.hpp>\nbool on_double(double, int) { return 1\'000; }\n',
    "ledger/crypto/README.md": "crypto\n",
    "ledger/crypto/random.h": '#include "ledger/base/bytes.h"\n',
    "ledger/crypto/random.cpp": '#include "ledger/crypto/random.h"\n#include <sys/random.h>\n',
    "contracts/README.md": "contracts\n",
    "contracts/kernel/context.h": '#include "ledger/base/bytes.h"\n',
    "contracts/courses/buy.cpp": '#include "contracts/kernel/context.h"\nauto s = "a float"; auto r = R"(rand(")";\n',
    "contracts/registry.cpp": '#include "contracts/courses/buy.h"\nint parse_time(int); int a = parse_time(0);\n',
    "node/io/README.md": "io\n",
    "node/io/timers.cpp": '#include <chrono>\n#include <thread>\n#include "ledger/crypto/random.h"\n'
    "auto now = std::chrono::steady_clock::now();\n",
    "cli/README.md": "cli\n",
    "cli/main.cpp": '#include "cli/commands/keys.h"\n',
    "cli/client.h": "double rate();\n",
    "cli/commands/keys.h": '#include "cli/client.h"\n',
}


class Layering(unittest.TestCase):
    def faults(self, planted):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**CLEAN, **planted}.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return check(Path(folder), LAYERS)

    def expect_one(self, path, text, line, *words):
        """Planting `text` at `path` gives exactly one fault, at that line, with these words."""
        faults = self.faults({path: text})
        self.assertEqual(len(faults), 1, faults)
        self.assertTrue(faults[0].startswith(f"{path}:{line}: "), faults[0])
        for word in words:
            self.assertIn(word, faults[0])

    def test_a_planted_house_without_faults_passes(self):
        self.assertEqual(self.faults({}), [])

    def test_this_house_has_no_faults(self):
        self.assertEqual(check(HERE.parent.parent, LAYERS), [])

    def test_an_include_against_the_arrows_is_found(self):
        self.expect_one("ledger/base/a.h", '\n#include "ledger/codec/field.h"\n', 2,
                        "room ledger/base may not include", "ledger/codec")

    def test_consensus_and_contracts_may_not_see_each_other(self):
        readme = {"consensus/README.md": "consensus\n"}
        faults = self.faults({**readme, "consensus/a.cpp": '#include "contracts/kernel/context.h"\n'})
        self.assertEqual(len(faults), 1, faults)
        self.assertIn("consensus/a.cpp:1: room consensus may not include", faults[0])
        self.expect_one("contracts/kernel/a.cpp", '#include "consensus/engine.h"\n', 1, "room contracts")

    def test_only_the_node_may_see_the_rocks_store(self):
        self.expect_one("node/io/a.cpp", '#include "ledger/storage/rocks/store.h"\n', 1, "room node/io")
        faults = self.faults({"node/engine/README.md": "e", "node/engine/a.cpp":
                              '#include "ledger/storage/rocks/store.h"\n'})
        self.assertEqual(len(faults), 1, faults)
        self.assertEqual(self.faults({"node/README.md": "n", "node/node.cpp":
                                      '#include "ledger/storage/rocks/store.h"\n'}), [])

    def test_a_folder_that_is_no_room_is_found(self):
        self.expect_one("ledger/helpers/a.h", "#pragma once\n", 1, "ledger/helpers", "no room")
        self.expect_one("cli/a.cpp", '#include "ledger/helpers/a.h"\n', 1, "in no room")
        self.expect_one("cli/a.cpp", '#include "tests/sim/network.h"\n', 1, "in no room")

    def test_outside_libraries_stay_in_their_rooms(self):
        for name in ("tl/expected.hpp", "cereal/cereal.hpp", "rocksdb/db.h", "openssl/evp.h", "secp256k1.h",
                     "boost/json.hpp", "boost/asio.hpp", "toml++/toml.h", "CLI/CLI.hpp", "fmt/format.h",
                     "spdlog/spdlog.h", "thread", "atomic", "mutex", "condition_variable", "future", "unistd.h"):
            with self.subTest(name=name):
                self.expect_one("contracts/kernel/a.cpp", f"//\n#include <{name}>\n", 2,
                                f"room contracts may not include <{name}>")

    def test_an_unlisted_outside_library_is_found(self):
        self.expect_one("cli/a.cpp", "#include <nlohmann/json.hpp>\n", 1, "room cli may not include <nlohmann/json.hpp>")

    def test_a_relative_include_is_found(self):
        self.expect_one("ledger/codec/a.cpp", '\n\n#include "field.h"\n', 3, "not a full path")
        self.expect_one("ledger/codec/a.cpp", '#include "../base/bytes.h"\n', 1, "not a full path")

    def test_an_include_by_macro_is_found(self):
        self.expect_one("ledger/codec/a.cpp", "#include HEADER\n", 1, "literally")

    def test_an_include_in_odd_spelling_is_found(self):
        self.expect_one("ledger/base/a.h", ' #  include"ledger/codec/field.h" // why\n', 1, "may not include")

    def test_a_cycle_between_the_folders_of_contracts_is_found(self):
        self.expect_one("contracts/kernel/a.h", '//\n#include "contracts/courses/buy.h"\n', 2, "in a circle",
                        "contracts/courses -> contracts/kernel -> contracts/courses")

    def test_a_longer_cycle_is_found(self):
        faults = self.faults({"contracts/kernel/a.h": '#include "contracts/grants/g.h"\n',
                              "contracts/grants/g.h": '#include "contracts/courses/c.h"\n'})
        self.assertEqual(len(faults), 1, faults)
        self.assertIn("in a circle", faults[0])

    def test_randomness_of_the_system_is_for_io_and_cli_only(self):
        self.expect_one("contracts/kernel/a.cpp", '#include "ledger/crypto/random.h"\n', 1, "random.h")
        self.expect_one("ledger/crypto/keys.cpp", '#include "ledger/crypto/random.h"\n', 1, "random.h")

    def test_clocks_are_found(self):
        for code in ("auto t = std::chrono::system_clock::now();", "using C = std::chrono::steady_clock;",
                     "auto t = Clock::now();", "auto t = time(nullptr);", "auto t = std::time(&x);",
                     "clock_gettime(CLOCK_REALTIME, &t);"):
            with self.subTest(code=code):
                self.expect_one("ledger/base/a.cpp", f"\n\n{code}\n", 3, "(clock)")

    def test_environment_randomness_and_unordered_containers_are_found(self):
        for code, what in (('auto* e = getenv("HOME");', "environment"), ('setlocale(0, "");', "environment"),
                           ("std::random_device d;", "randomness"), ("int a = rand();", "randomness"),
                           ("std::unordered_map<int, int> m;", "unordered")):
            with self.subTest(code=code):
                self.expect_one("contracts/courses/a.cpp", f"{code}\n", 1, f"({what})")

    def test_floating_point_is_found(self):
        self.expect_one("ledger/base/a.cpp", "int a;\ndouble b;\n", 2, "(float)")
        self.expect_one("ledger/codec/a.cpp", "bool on_double(double);\n", 1, "(float)")
        self.expect_one("ledger/codec/json_value.cpp", "bool on_double(double);\nfloat other;\n", 2, "(float)")

    def test_a_room_without_a_readme_is_found(self):
        faults = self.faults({"genesis/document.h": "#pragma once\n"})
        self.assertEqual(faults, ["genesis/README.md:1: room genesis has no README.md"])

    def test_a_file_that_is_too_long_is_found(self):
        self.expect_one("cli/long.cpp", "\n" * (MAX_LINES + 1), MAX_LINES + 1, "lines")
        self.assertEqual(self.faults({"cli/long.cpp": "\n" * MAX_LINES}), [])


if __name__ == "__main__":
    unittest.main()
