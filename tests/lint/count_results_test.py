#!/usr/bin/env python3
"""No failure may be lost between the test programs and the last line of `./dev test`."""
import tempfile
import unittest
from pathlib import Path

from count_results import count


class CountResults(unittest.TestCase):
    def count(self, entries, reports):
        """entries: name -> status in ctest's report; reports: name -> attributes of the GoogleTest report, or text."""
        with tempfile.TemporaryDirectory() as folder:
            cases = "".join(f'<testcase name="{name}" status="{status}"/>' for name, status in entries.items())
            Path(folder, "ctest.xml").write_text(f"<testsuite>{cases}</testsuite>")
            for name, report in reports.items():
                Path(folder, name + ".xml").write_text(report)
            return count(Path(folder, "ctest.xml"), folder)

    @staticmethod
    def report(tests, failures=0, disabled=0, errors=0):
        return (f'<testsuites tests="{tests}" failures="{failures}" disabled="{disabled}" errors="{errors}">'
                "</testsuites>")

    def test_cases_are_summed_over_programs(self):
        reports = {"a": self.report(5), "b": self.report(7, failures=2, disabled=1)}
        self.assertEqual(self.count({"a": "run", "b": "fail"}, reports), (9, 2))

    def test_a_program_without_a_report_is_one_case(self):
        self.assertEqual(self.count({"a": "run", "b": "fail", "c": "notrun"}, {}), (1, 2))

    def test_a_program_that_fails_after_its_cases_passed_is_a_failure(self):
        self.assertEqual(self.count({"a": "fail"}, {"a": self.report(5)}), (5, 1))

    def test_a_report_cut_off_by_a_crash_is_a_failure(self):
        self.assertEqual(self.count({"a": "fail"}, {"a": "<testsuites tests="}), (0, 1))

    def test_a_disabled_program_counts_as_nothing(self):
        self.assertEqual(self.count({"a": "disabled"}, {}), (0, 0))


if __name__ == "__main__":
    unittest.main()
