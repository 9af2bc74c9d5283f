#!/usr/bin/env python3
"""Writes contracts/projects/spdx_list.cpp from spdx_licenses.json.

The data file is the SPDX licence list as packaged in spdx-license-ids 3.0.24 (ids, deprecation, OSI approval,
exceptions). Run from the root: python3 tests/contracts/projects/make_spdx_list.py. A new list is a new protocol
version: it changes which transactions are accepted.
"""
import json
import pathlib
import re

# Licences of texts and data that conform to the Open Definition 2.1 (opendefinition.org/licenses, "conformant");
# OSI judges software only.
OPEN_CONTENT = re.compile(
    r"CC0-1\.0|PDDL-1\.0|ODC-By-1\.0|ODbL-1\.0|CC-BY(-SA)?-(1\.0|2\.0|2\.1|2\.5|3\.0|4\.0)(-[A-Z]+)?|LAL-1\.[23]"
    r"|GFDL-1\.[123]-no-invariants-(only|or-later)|OGL-UK-[23]\.0|OGL-Canada-2\.0|DL-DE-(BY|ZERO)-2\.0"
)

HEAD = """// Made by tests/contracts/projects/make_spdx_list.py from spdx_licenses.json beside it; do not edit.
#include "contracts/projects/spdx_list.h"

#include <algorithm>
#include <array>

namespace kula::contracts::projects {

namespace {

// Both lists ascend by the lower-case id.
// clang-format off
"""
TAIL = """// clang-format on

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// a < b, letters compared without case.
constexpr bool before(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return lower(x) < lower(y); });
}

template <std::size_t N>
const SpdxEntry* find(const std::array<SpdxEntry, N>& entries, std::string_view id) {
  const auto* found =
      std::lower_bound(entries.begin(), entries.end(), id,
                       [](const SpdxEntry& entry, std::string_view key) { return before(entry.id, key); });
  return found != entries.end() && !before(id, found->id) ? found : nullptr;
}

}  // namespace

const SpdxEntry* find_spdx_licence(std::string_view id) { return find(kLicences, id); }
const SpdxEntry* find_spdx_exception(std::string_view id) { return find(kExceptions, id); }

}  // namespace kula::contracts::projects
"""


def flag(value):
    return "true" if value else "false"


def rows(name, entries):
    entries = sorted(entries, key=lambda entry: entry[0].lower())
    yield f"constexpr std::array<SpdxEntry, {len(entries)}> {name}{{{{\n"
    line = " "
    for text, is_open in entries:
        entry = f' {{"{text}", {flag(is_open)}}},'
        if len(line + entry) > 110:
            yield line + "\n"
            line = " "
        line += entry
    yield line + "\n}};\n"


here = pathlib.Path(__file__).parent
data = json.loads((here / "spdx_licenses.json").read_text(encoding="utf-8"))
licences = [(one["id"], one["osi"] or bool(OPEN_CONTENT.fullmatch(one["id"]))) for one in data["licenses"]]
exceptions = [(text, False) for text in data["exceptions"]]
body = [*rows("kLicences", licences), *rows("kExceptions", exceptions)]
(here.parents[2] / "contracts/projects/spdx_list.cpp").write_text(HEAD + "".join(body) + TAIL, encoding="utf-8")
