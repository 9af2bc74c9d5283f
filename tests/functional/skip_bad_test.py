"""A messy copy of the extracts: without --skip-bad nothing loads; with it the good rows do, and no row is lost silently."""

import copy
import csv
import io
import json
import pathlib
import unittest
import urllib.request

from network import DATA, Network

PURCHASES = ["--purchases", "60"]  # as few as show a difference
DAY_FIRST = "09/07/2011 05:43"


class Table:
    """A CSV file that is made row by row, knowing what must be said of each."""

    def __init__(self, name):
        self.name = name
        self.header, *self.rows = list(csv.reader(io.StringIO((DATA / f"{name}.csv").read_text(), newline="")))
        self.text = self.line(self.header)
        self.row = 1  # as a spreadsheet counts
        self.good = 0
        self.wanted = []

    @staticmethod
    def line(fields):
        text = io.StringIO()
        csv.writer(text).writerow(fields)
        return text.getvalue()

    def add(self, fields, *problems):
        self.add_raw(self.line(fields), *problems)

    def add_raw(self, line, *problems):
        """`problems`: (field, part of the reason); none for a good row."""
        self.text += line
        self.row += 1
        self.good += not problems
        self.wanted += [(self.name, self.row, field, reason) for field, reason in problems]

    def changed(self, row, **fields):
        values = dict(zip(self.header, row))
        values.update(fields)
        return [values[column] for column in self.header]


def messy_courses():
    table = Table("courses")
    first, second, *others = table.rows
    new = table.changed(first, course_id="900001")
    table.add(first)
    table.add(table.changed(new, published_at=DAY_FIRST), ("published_at", "the day seems to come first"))
    table.add(table.changed(new, title=""), ("title", "missing"))
    table.add(table.changed(new, price="", subject=""), ("price", "missing"), ("subject", "missing"))
    table.add(table.changed(first, title="The first one's id again"), ("course_id", "earlier row"))
    table.add(table.changed(new, price="-20"), ("price", "negative"))
    table.add(table.changed(new, price="1e3"), ("price", "exponent"))
    table.add(table.changed(new, price="99999999999999999999"), ("price", "absurd"))
    table.add(table.changed(new, subscribers="5000000000"), ("subscribers", "absurd"))
    table.add(table.changed(new, title="t" * 257), ("title", "too long"))
    table.add_raw("900001,half a row,true\r\n", ("", "3 fields where the header has 10"))
    table.add_raw('900001,a "quote" inside,true,20,1,1,1,All Levels,Web Development,2011-07-09T05:43:31Z\r\n',
                  ("", "inside"))
    # The bad rows above took no id: the first good one may have it. As long a title as the chain takes.
    table.add(table.changed(new, title="t" * 256))
    table.add(table.changed(second, title=second[1] + " "))
    for row in others:
        table.add(row)
    return table


def messy_contributions():
    table = Table("contributions")
    first, *others = table.rows
    new = table.changed(first, commit="ab" * 20)
    table.add(first)
    table.add(table.changed(new, authored_at="11.06.2013"), ("authored_at", "the day seems to come first"))
    table.add(table.changed(new, authored_at="2999-06-11T18:18:21Z"), ("authored_at", "future"))
    table.add(table.changed(new, author=""), ("author", "missing"))
    table.add(table.changed(first), ("commit", "earlier row"))
    table.add(table.changed(new, commit="not-a-commit", insertions="-5"), ("commit", "no commit id"),
              ("insertions", "negative"))
    table.add(table.changed(new, files="3.5"), ("files", "no whole number"))
    table.add(table.changed(new, deletions="18446744073709551616"), ("deletions", "no whole number"))
    for row in others:
        table.add(row)
    table.add_raw(f'{"cd" * 20},me,"a quote that is never closed\r\n', ("", "never closed"))
    return table


class Grants:
    def __init__(self):
        self.grants = json.loads((DATA / "grants.json").read_text())["grants"]
        self.list = []
        self.good = 0
        self.wanted = []

    def add(self, grant, *problems):
        self.list.append(grant)
        self.good += not problems
        self.wanted += [("grants", len(self.list), field, reason) for field, reason in problems]

    def changed(self, **fields):
        grant = copy.deepcopy(self.grants[0])
        grant["id"] = "a-new-grant"
        grant.update(fields)
        return grant


def messy_grants():
    messy = Grants()
    first, *others = messy.grants
    messy.add(first)
    messy.add(messy.changed(id=first["id"]), ("id", "earlier grant"))
    messy.add(messy.changed(awardDate="10/06/2015"), ("awardDate", "the day seems to come first"))
    messy.add(messy.changed(amountAwarded=-1), ("amountAwarded", "negative"))
    messy.add(messy.changed(amountAwarded=10**12), ("amountAwarded", "absurd"))
    messy.add(messy.changed(amountAwarded="15000"), ("amountAwarded", "must be a number"))
    messy.add(messy.changed(title=None), ("title", "missing"))
    messy.add(messy.changed(recipientOrganization=[{"name": "nobody"}]), ("recipientOrganization/0/id", "missing"))
    messy.add(messy.changed(currency="EUR"), ("currency", "another currency"))
    messy.add("no grant at all", ("", "must be an object"))
    # Titles of grants stay in the files (C0.6): any length will do.
    messy.add(messy.changed(title="t" * 5000))
    for grant in others:
        messy.add(grant)
    return messy


class SkipBad(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.network = Network().up()
        cls.courses, cls.contributions, cls.grants = messy_courses(), messy_contributions(), messy_grants()
        cls.wanted = cls.courses.wanted + cls.contributions.wanted + cls.grants.wanted
        folder = cls.network.folder
        for table in (cls.courses, cls.contributions):
            (folder / f"{table.name}.csv").write_bytes(table.text.encode())
        (folder / "grants.json").write_text(json.dumps({"grants": cls.grants.list}))
        cls.files = ["--courses", folder / "courses.csv", "--contributions", folder / "contributions.csv", "--grants",
                     folder / "grants.json", *PURCHASES]

    @classmethod
    def tearDownClass(cls):
        cls.network.remove()

    def report_is_complete(self, errors, file):
        """Every bad row by file, row, field and reason: in the report and on standard error, and nothing else."""
        report = json.loads(pathlib.Path(file).read_text())
        found = [(entry["file"], int(entry["row"]), entry["field"], entry["problem"]) for entry in report["problems"]]
        self.assertEqual([entry[:3] for entry in found], [entry[:3] for entry in self.wanted])
        for (*_, reason), (*_, part) in zip(found, self.wanted):
            self.assertIn(part, reason)
        for entry, (name, row, field, reason) in zip(report["problems"], self.wanted):
            line = f"{name} row {row}" + (f" (line {entry['line']})" if int(entry["line"]) else "")
            self.assertIn(line + (f", {field}" if field else "") + ": ", errors)
            if int(entry["line"]):
                lines = (self.network.folder / f"{name}.csv").read_text().split("\n")
                self.assertIn(entry["value"][:20], lines[int(entry["line"]) - 1])
        skipped = len({entry[:2] for entry in self.wanted})
        taken = self.courses.good + self.contributions.good + self.grants.good
        rows = self.courses.row - 1 + self.contributions.row - 1 + len(self.grants.list)
        self.assertEqual(rows, taken + skipped)
        self.assertEqual([int(report[name]) for name in ("rows", "taken", "skipped")], [rows, taken, skipped])
        return skipped

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.network.port}{path}", timeout=120) as answer:
            return json.load(answer)

    def rows_of(self, table):
        rows, cursor = [], ""
        while True:
            page = self.get(f"/v1/tables/{table}?limit=1000{cursor}")
            rows += page["rows"]
            if not page.get("next"):
                return rows
            cursor = "&cursor=" + page["next"]

    def test_1_without_skip_bad_nothing_loads_and_every_bad_row_is_named(self):
        before = self.get("/v1/digest")["digest"]
        report = self.network.folder / "refused.json"
        for verb, left_undone in (("load", "nothing was sent"), ("check", "nothing was compared")):
            refused = self.network.kula("demo", verb, *self.files, "--report", report)
            self.assertEqual(refused.returncode, 2, refused.stdout + refused.stderr)
            self.assertIn("error: bad_input", refused.stderr)
            self.assertIn(left_undone, refused.stderr)
            self.report_is_complete(refused.stderr, report)
        self.assertEqual(self.get("/v1/digest")["digest"], before)

    def test_2_with_skip_bad_the_good_rows_load_and_the_sums_agree(self):
        report = self.network.folder / "skipped.json"
        loaded = self.network.kula("demo", "load", *self.files, "--skip-bad", "--report", report, "--json")
        self.assertEqual(loaded.returncode, 0, loaded.stderr)
        skipped = self.report_is_complete(loaded.stderr, report)
        summary = json.loads(loaded.stdout)
        self.assertEqual([int(summary[name]) for name in ("courses", "contributions", "grants", "skipped")],
                         [self.courses.good, self.contributions.good, self.grants.good, skipped])
        self.assertEqual(len(self.rows_of("courses")), self.courses.good)
        self.assertEqual(len(self.rows_of("contributions")), self.contributions.good)
        self.assertEqual(len(self.rows_of("grants")), self.grants.good)
        checked = self.network.kula("demo", "check", *self.files, "--skip-bad")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_3_a_file_without_the_good_rows_among_the_mess_is_noticed(self):
        files = list(self.files)
        files[1], files[5] = DATA / "courses.csv", DATA / "grants.json"
        different = self.network.kula("demo", "check", *files, "--skip-bad", "--json")
        self.assertEqual(different.returncode, 8, different.stdout + different.stderr)
        wrong = {check["check"] for check in json.loads(different.stdout)["checks"] if not check["holds"]}
        self.assertLessEqual({"courses", "grants", "grants disbursed"}, wrong)

    def test_4_a_file_that_is_no_table_stops_the_load_with_skip_bad_too(self):
        broken = self.network.folder / "no-table.csv"
        broken.write_text("course_id,title\n1,One\n")
        refused = self.network.kula("demo", "load", "--courses", broken, "--skip-bad")
        self.assertEqual(refused.returncode, 2, refused.stdout + refused.stderr)
        self.assertIn("error: bad_file", refused.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
