#include "cli/demo/report.h"

#include "cli/print.h"
#include "cli/text_file.h"

namespace kula::cli::demo {

using codec::JsonValue;

namespace {

std::string line_of(const InputProblem& problem) {
  std::string text = problem.file;
  if (problem.row > 0) text += " row " + std::to_string(problem.row);
  if (problem.line > 0) text += " (line " + std::to_string(problem.line) + ")";
  if (!problem.field.empty()) text += ", " + problem.field;
  text += ": " + problem.problem;
  if (!problem.value.empty()) text += ": \"" + problem.value + "\"";
  return harmless(text);
}

void print_list(const std::vector<InputProblem>& list, std::size_t limit) {
  for (std::size_t i = 0; i < std::min(limit, list.size()); ++i) print_note("  " + line_of(list[i]));
  if (list.size() > limit)
    print_note("  … and " + std::to_string(list.size() - limit) + " more; --report FILE has all");
}

JsonValue json_of(const std::vector<InputProblem>& list) {
  JsonValue::Array array;
  for (const auto& problem : list) {
    JsonValue entry;
    entry.set("file", problem.file).set("row", JsonValue::number(problem.row));
    entry.set("line", JsonValue::number(problem.line)).set("field", problem.field);
    entry.set("value", problem.value).set("problem", problem.problem);
    array.push_back(std::move(entry));
  }
  return array;
}

}  // namespace

Result<Input> read_input(const InputFiles& files, TimeMs latest) {
  if (files.courses.empty() && files.contributions.empty() && files.grants.empty()) {
    return usage_error("no file was named", "give at least one of --courses, --contributions, --grants");
  }
  Input input;
  if (!files.courses.empty()) {
    const auto text = read_text_file(files.courses);
    if (!text) return fail(text.error());
    read_courses(*text, input);
  }
  if (!files.contributions.empty()) {
    const auto text = read_text_file(files.contributions);
    if (!text) return fail(text.error());
    read_contributions(*text, latest, input);
  }
  if (!files.grants.empty()) {
    const auto text = read_text_file(files.grants);
    if (!text) return fail(text.error());
    read_grants(*text, latest, input);
  }
  return input;
}

void print_input_report(const Input& input, std::size_t limit) {
  print_note("read " + std::to_string(input.rows) + " rows: " + std::to_string(input.rows - input.skipped) +
             " good, " + std::to_string(input.skipped) + " bad");
  if (!input.problems.empty()) print_note("problems (" + std::to_string(input.problems.size()) + "):");
  print_list(input.problems, limit);
  if (!input.notes.empty()) print_note("changed to be taken (" + std::to_string(input.notes.size()) + "):");
  print_list(input.notes, limit);
}

JsonValue input_report_json(const Input& input) {
  JsonValue json;
  json.set("rows", JsonValue::number(input.rows)).set("taken", JsonValue::number(input.rows - input.skipped));
  json.set("skipped", JsonValue::number(input.skipped));
  json.set("problems", json_of(input.problems)).set("notes", json_of(input.notes));
  return json;
}

}  // namespace kula::cli::demo
