#include "cli/commands/statement.h"

#include <algorithm>

#include "cli/commands/answer_schemas.h"
#include "cli/print.h"
#include "cli/render.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

constexpr std::uint64_t kPage = 1000;  // the longest that the query gives

// Nothing when the answer is no statement.
bool take_page(const JsonValue& page, Statement& statement) {
  const auto in = parse_u64(page.string_at("in"));
  const auto out = parse_u64(page.string_at("out"));
  const auto* lines = page.find("lines") == nullptr ? nullptr : page.find("lines")->as_array();
  if (!in || !out || lines == nullptr) return false;
  if (statement.lines.empty()) statement.opening = page.string_at("opening");
  statement.book = page.string_at("book");
  statement.closing = page.string_at("closing");
  statement.in += *in;
  statement.out += *out;
  statement.lines.insert(statement.lines.end(), lines->begin(), lines->end());
  return true;
}

// What caused a line: a transaction, or work that was due.
std::string cause_of(const JsonValue& line) {
  const auto transaction = line.string_at("transaction");
  return transaction.empty() ? "job " + harmless(line.string_at("job")) : harmless(transaction);
}

}  // namespace

Result<Statement> read_statement(NodeClient& node, const StatementQuery& query,
                                 std::optional<std::uint64_t> limit) {
  Statement statement;
  std::string after;
  do {
    const auto left = limit.value_or(UINT64_MAX) - statement.lines.size();
    auto parameters = query;
    parameters.emplace_back("limit", std::to_string(std::min(left, kPage)));
    if (!after.empty()) {
      std::erase_if(parameters, [](const auto& one) { return one.first == "after"; });
      parameters.emplace_back("after", after);
    }
    const auto page = node.query("account.statement", parameters);
    if (!page) return fail(page.error());
    if (!take_page(*page, statement)) {
      return fail(Error{ExitCode::failed, "bad_answer", "the node's answer is no statement",
                        "it lacks lines or totals", "check that --node is a Kula node of this version"});
    }
    after = page->string_at("next");
  } while (!after.empty() && statement.lines.size() < limit.value_or(UINT64_MAX));
  statement.complete = after.empty();
  return statement;
}

JsonValue json_of(const Statement& statement) {
  JsonValue json;
  json.set("book", JsonValue(statement.book)).set("opening", JsonValue(statement.opening));
  json.set("in", JsonValue(std::to_string(statement.in)))
      .set("out", JsonValue(std::to_string(statement.out)));
  json.set("closing", JsonValue(statement.closing)).set("lines", JsonValue(statement.lines));
  json.set("complete", JsonValue(statement.complete));
  const bool is_part = !statement.complete && !statement.lines.empty();
  json.set("next", is_part ? JsonValue(statement.lines.back().string_at("cursor")) : JsonValue());
  return json;
}

void print_statement(const Statement& statement, bool filtered, const ValueText& values) {
  print_line("book    " + harmless(statement.book));
  if (!filtered) print_line("opening " + money(statement.opening));
  const auto* line_schema = element_schema(member_schema(answer_schema("account.statement"), "lines"));
  std::vector<std::vector<std::string>> rows;
  for (const auto& line : statement.lines) {
    std::vector<std::string> row;
    for (const auto* name : {"time", "reason", "reference", "other", "in", "out", "balance"}) {
      const auto* value = line.find(name);
      row.push_back(value == nullptr ? "-" : values.whole(member_schema(line_schema, name), *value));
    }
    row.push_back(cause_of(line));
    rows.push_back(std::move(row));
  }
  print_table({"TIME", "REASON", "REFERENCE", "OTHER BOOK", "IN", "OUT", "BALANCE", "TRANSACTION"}, rows,
              {4, 5, 6});
  const auto totals =
      "in " + money(std::to_string(statement.in)) + ", out " + money(std::to_string(statement.out));
  const auto shown = std::to_string(statement.lines.size());
  if (filtered) {
    print_line(totals + " in the lines shown (" + shown + "), which are not all of the book" +
               (statement.complete ? "" : "; there are more such lines"));
  } else if (statement.complete) {
    print_line(totals + ", closing " + money(statement.closing));
  } else {
    print_line(totals + "; shown " + shown + " of more, the balance after the last line is " +
               money(statement.closing));
  }
  if (!statement.complete && !statement.lines.empty())
    print_note("There is more: add --after " + harmless(statement.lines.back().string_at("cursor")));
}

}  // namespace kula::cli
