// kula account statement: every posting of a book, all of them unless --limit says less.
#include "cli/commands/all_commands.h"
#include "cli/commands/schema_options.h"
#include "cli/commands/statement.h"
#include "cli/contract_kinds.h"
#include "cli/print.h"
#include "cli/sender.h"
#include "contracts/credits/statement_query.h"
#include "contracts/kernel/book.h"
#include "ledger/base/slug.h"

namespace kula::cli {

using contracts::Book;
using contracts::BookKind;

namespace {

Error no_book(const std::string& text) {
  return {ExitCode::not_found, "book_not_found", "there is no book " + text,
          "nothing was ever posted to it, and nobody opened it",
          "books are accounts, fund/…, pool/commons, pool/innovation, pool/charity and pool/project/…"};
}

// A book without postings may be one that is still empty, or none at all.
Result<void> require_book(NodeClient& node, const Book& book) {
  std::optional<Error> missing;
  if (book.raw.kind == BookKind::account) {
    if (const auto found = node.account(book.raw.account); !found) missing = found.error();
  } else if (book.raw.kind == BookKind::fund || book.raw.kind == BookKind::fund_committed) {
    if (const auto found = node.query("fund.show", {{"fund", book.raw.name}}); !found)
      missing = found.error();
  } else if (book.raw.kind == BookKind::project_pool) {
    if (const auto found = node.query("project.show", {{"project", book.raw.name}}); !found)
      missing = found.error();
  }
  if (!missing) return {};
  return fail(missing->exit == ExitCode::not_found ? no_book(book.text()) : std::move(*missing));
}

struct AskedStatement {
  Book book;
  StatementQuery query;
  std::optional<std::uint64_t> limit;
  bool filtered = false;
};

Result<std::string> reference_of(const Arguments& arguments) {
  if (!arguments.has("course")) return arguments.text("reference");
  if (arguments.has("reference"))
    return usage_error("--course is a --reference itself", "give one of the two");
  const auto course = arguments.text("course");
  if (!Slug::from_text(course))
    return usage_error("\"" + course + "\" is no name of a course", "names are 3 to 64 of a-z, 0-9 and -");
  return "purchase/" + course + "/";
}

Result<AskedStatement> asked_of(const Arguments& arguments, const FieldContext& context) {
  auto fields =
      fields_from(context, contract_kinds().registry().query("account.statement")->describe(), arguments);
  if (!fields) return fail(fields.error());
  AskedStatement asked;
  const std::string text(fields->string_at("book"));
  const auto book = Book::from_text(text);
  if (!book) {
    if (text.substr(0, 5) == "pool/" || text.substr(0, 7) == "escrow/") return fail(no_book(text));
    return usage_error(
        "\"" + text + "\" is no book",
        "name an account (kula1… or @key), or a book like fund/rural-students or pool/commons");
  }
  asked.book = *book;
  asked.query.emplace_back("book", text);
  for (const auto* name : {"from", "to", "after"}) {
    if (const auto value = fields->string_at(name); !value.empty()) asked.query.emplace_back(name, value);
  }
  const auto reference = reference_of(arguments);
  if (!reference) return fail(reference.error());
  asked.filtered = !reference->empty();
  if (asked.filtered) asked.query.emplace_back("reference", *reference);
  if (arguments.has("limit")) {
    asked.limit = parse_u64(arguments.text("limit"));
    if (!asked.limit || *asked.limit == 0)
      return usage_error("--limit is no number of lines", "for example --limit 50; without it all are shown");
  }
  return asked;
}

Result<ExitCode> show_statement(const Arguments& arguments, const Settings& settings) {
  const auto now = wall_clock_of_node(settings);
  if (!now) return fail(now.error());
  const auto asked = asked_of(arguments, {settings, *now});
  if (!asked) return fail(asked.error());
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto statement = read_statement(*node, asked->query, asked->limit);
  if (!statement) return fail(statement.error());
  if (statement->lines.empty()) {
    if (auto there = require_book(*node, asked->book); !there) return fail(there.error());
  }
  if (settings.json) {
    print_json(json_of(*statement));
  } else {
    print_statement(*statement, asked->filtered, ValueText(settings, node->period_rule()));
  }
  return ExitCode::done;
}

}  // namespace

std::vector<Command> statement_commands() {
  auto options = options_of(contract_kinds().registry().query("account.statement")->describe());
  options.push_back({"course", "Only what the sales of this course posted", false, false, false});
  return {{"account",
           "statement",
           "Postings of a book with the running balance",
           std::move(options),
           {"kula account statement @ann", "kula account statement @ann --course intro-to-rust",
            "kula account statement pool/commons --from 2026-12-01T00:00:00Z --limit 50 --json"},
           show_statement,
           Reach::node}};
}

}  // namespace kula::cli
