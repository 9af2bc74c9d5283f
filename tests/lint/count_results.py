#!/usr/bin/env python3
"""Sums what a run of ctest did, test case by test case.

usage: count_results.py CTEST_XML RESULTS_FOLDER     prints "PASSED FAILED"

CTEST_XML is what `ctest --output-junit` wrote: an entry per program. A program that left RESULTS_FOLDER/<name>.xml
(GoogleTest) counts with its cases, another one as one case. A program that failed without a failing case (a crash, a
time-out, a leak at its end) counts as one failure more.
"""
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def cases_of(path):
    """(passed, failed) of one GoogleTest report, or None when the program left none that can be read."""
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError):
        return None
    failed = int(root.get("failures")) + int(root.get("errors"))
    return int(root.get("tests")) - failed - int(root.get("disabled")), failed


def count(ctest_xml, results):
    passed = failed = 0
    for entry in ElementTree.parse(ctest_xml).getroot().iter("testcase"):
        if entry.get("status") == "disabled":
            continue
        succeeded = entry.get("status") == "run"
        more_passed, more_failed = cases_of(Path(results, entry.get("name") + ".xml")) or (int(succeeded), 0)
        if not succeeded and more_failed == 0:
            more_failed = 1
        passed, failed = passed + more_passed, failed + more_failed
    return passed, failed


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(*count(sys.argv[1], sys.argv[2]))
