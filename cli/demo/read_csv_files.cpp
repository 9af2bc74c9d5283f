#include <algorithm>
#include <set>

#include "cli/demo/row_reader.h"

namespace kula::cli::demo {

namespace {

using contracts::courses::Level;

// Ids that a good row has taken already.
class Ids {
 public:
  void check(RowProblems& problems, const std::string& field, const std::string& id) {
    if (taken_.count(id) != 0) problems.add(field, id, "this id is in an earlier row already");
  }
  void take(const std::string& id) { taken_.insert(id); }

 private:
  std::set<std::string> taken_;
};

// A record's fields by column. Reports records that cannot be cut into the header's columns.
class Row {
 public:
  Row(const CsvTable& table, const CsvRecord& record, RowProblems& problems)
      : table_(table), record_(record) {
    if (!record.fault.empty()) {
      problems.add("", record.fields.empty() ? "" : record.fields.front(), record.fault);
    } else if (record.fields.size() != table.width()) {
      problems.add("", record.fields.front(),
                   std::to_string(record.fields.size()) + " fields where the header has " +
                       std::to_string(table.width()));
    }
  }
  [[nodiscard]] const std::string& at(const std::string& column) const {
    return record_.fields[table_.place_of(column)];
  }

 private:
  const CsvTable& table_;
  const CsvRecord& record_;
};

std::string course_id(RowProblems& problems, const std::string& text) {
  if (text.empty()) {
    problems.add("course_id", text, "missing");
  } else if (text.size() > 18 || text.find_first_not_of("0123456789") != std::string::npos) {
    problems.add("course_id", text, "no course id: 1 to 18 digits");
  }
  return text;
}

bool is_paid(RowProblems& problems, const std::string& text) {
  if (text != "true" && text != "false") {
    problems.add("is_paid", text, text.empty() ? "missing" : "must be true or false");
  }
  return text == "true";
}

Level level(RowProblems& problems, const std::string& text) {
  static const std::vector<std::pair<std::string, Level>> kLevels{{"All Levels", Level::all},
                                                                  {"Beginner Level", Level::beginner},
                                                                  {"Intermediate Level", Level::intermediate},
                                                                  {"Expert Level", Level::expert}};
  for (const auto& [name, value] : kLevels) {
    if (text == name) return value;
  }
  problems.add(
      "level", text,
      text.empty() ? "missing" : "must be All Levels, Beginner Level, Intermediate Level or Expert Level");
  return Level::all;
}

void read_course(const CsvTable& table, const CsvRecord& record, Ids& ids, Input& input) {
  RowProblems problems(input, table.file(), record.row, record.line);
  const Row row(table, record, problems);
  if (problems.any()) return;
  CourseRow course;
  course.row = record.row;
  course.id = course_id(problems, row.at("course_id"));
  ids.check(problems, "course_id", course.id);
  course.title = problems.title("title", row.at("title"));
  const bool paid = is_paid(problems, row.at("is_paid"));
  course.price = problems.amount("price", row.at("price"));
  if (!problems.any() && paid != (course.price.value > 0)) {
    problems.add("price", row.at("price"),
                 paid ? "a paid course without a price" : "a free course with a price");
  }
  course.subscribers = problems.count("subscribers", row.at("subscribers"));
  static_cast<void>(problems.count("reviews", row.at("reviews")));
  static_cast<void>(problems.count("lectures", row.at("lectures")));
  course.level = level(problems, row.at("level"));
  course.subject = problems.slug("subject", row.at("subject"));
  static_cast<void>(problems.time("published_at", row.at("published_at"), TimeMs{UINT64_MAX}));
  if (problems.any()) return;
  ids.take(course.id);
  input.courses.push_back(std::move(course));
}

std::string commit_id(RowProblems& problems, const std::string& text) {
  const bool hex = text.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (text.empty()) {
    problems.add("commit", text, "missing");
  } else if (!hex || (text.size() != 40 && text.size() != 64)) {
    problems.add("commit", text, "no commit id: 40 or 64 digits of lower-case hex");
  }
  return text;
}

void read_contribution(const CsvTable& table, const CsvRecord& record, TimeMs latest, Ids& ids,
                       Input& input) {
  RowProblems problems(input, table.file(), record.row, record.line);
  const Row row(table, record, problems);
  if (problems.any()) return;
  ContributionRow contribution;
  contribution.row = record.row;
  contribution.commit = commit_id(problems, row.at("commit"));
  ids.check(problems, "commit", contribution.commit);
  contribution.author = problems.title("author", row.at("author"));
  contribution.at = problems.time("authored_at", row.at("authored_at"), latest);
  contribution.files = problems.count("files", row.at("files"));
  contribution.insertions = problems.count("insertions", row.at("insertions"));
  contribution.deletions = problems.count("deletions", row.at("deletions"));
  if (problems.any()) return;
  ids.take(contribution.commit);
  input.contributions.push_back(std::move(contribution));
}

}  // namespace

void read_courses(std::string_view text, Input& input) {
  const CsvTable table("courses", text,
                       {"course_id", "title", "is_paid", "price", "subscribers", "reviews", "lectures",
                        "level", "subject", "published_at"},
                       input);
  if (!table.usable()) return;
  Ids ids;
  for (const auto& record : table.records()) read_course(table, record, ids, input);
}

void read_contributions(std::string_view text, TimeMs latest, Input& input) {
  const CsvTable table("contributions", text,
                       {"commit", "author", "authored_at", "files", "insertions", "deletions"}, input);
  if (!table.usable()) return;
  Ids ids;
  for (const auto& record : table.records()) read_contribution(table, record, latest, ids, input);
}

}  // namespace kula::cli::demo
