#include "cli/preview.h"

#include "cli/contract_kinds.h"
#include "cli/print.h"
#include "cli/render.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

// "ann-of-rust, kula1…": people know the first, the second is what counts.
std::string named(NodeClient& node, const std::string& address) {
  const auto parsed = types::Address::from_text(address);
  if (!parsed) return harmless(address);
  const auto account = node.account(*parsed);
  if (!account)
    return address + (account.error().exit == ExitCode::not_found ? ", where no account is open" : "");
  const auto* record = account->account.find("account");
  return (record == nullptr ? std::string{} : harmless(record->string_at("handle")) + ", ") + address;
}

void print_addresses(NodeClient& node, const JsonValue& schema, const JsonValue& fields) {
  for (const auto& [name, value] : *fields.as_object()) {
    const auto* field = member_schema(&schema, name);
    if (field == nullptr || field->string_at("kind") != "address" || value.as_string() == nullptr) continue;
    print_note("        " + name + ": " + named(node, *value.as_string()));
  }
}

void print_course(NodeClient& node, std::string_view slug) {
  const auto answer = node.query("course.show", {{"slug", std::string(slug)}});
  const auto* course = answer ? answer->find("course") : nullptr;
  if (course == nullptr) return;
  print_note("        course: \"" + harmless(course->string_at("title")) + "\", price " +
             money(course->string_at("price")) + ", of " +
             named(node, std::string(course->string_at("owner"))));
}

}  // namespace

void print_preview(NodeClient& node, const types::TransactionPayload& payload, const ValueText& values) {
  print_note("chain   " + payload.chain_id.text());
  print_note("account " + named(node, payload.sender.text()));
  for (const auto& action : payload.actions) {
    const auto json = contract_kinds().action_json(action);
    print_note("action  " + describe_action(json, values));
    const auto* kind = contract_kinds().registry().action(action.kind);
    const auto* fields = json.find("fields");
    if (kind == nullptr || fields == nullptr || fields->as_object() == nullptr) continue;
    print_addresses(node, kind->describe(), *fields);
    if (kind->name == "course.buy") print_course(node, fields->string_at("slug"));
  }
}

}  // namespace kula::cli
