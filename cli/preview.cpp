#include "cli/preview.h"

#include <algorithm>

#include "cli/contract_kinds.h"
#include "cli/print.h"
#include "cli/render.h"
#include "cli/value_text.h"
#include "ledger/codec/json.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

using Lines = std::vector<std::string>;

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

void add_addresses(NodeClient& node, const JsonValue& schema, const JsonValue& fields, Lines& lines) {
  for (const auto& [name, value] : *fields.as_object()) {
    const auto* field = member_schema(&schema, name);
    if (field == nullptr || field->string_at("kind") != "address" || value.as_string() == nullptr) continue;
    lines.push_back("        " + name + ": " + named(node, *value.as_string()));
  }
}

void add_course(NodeClient& node, std::string_view slug, Lines& lines) {
  const auto answer = node.query("course.show", {{"slug", std::string(slug)}});
  const auto* course = answer ? answer->find("course") : nullptr;
  if (course == nullptr) return;
  lines.push_back("        course: \"" + harmless(course->string_at("title")) + "\", price " +
                  money(course->string_at("price")) + ", of " +
                  named(node, std::string(course->string_at("owner"))));
}

bool has_signed(const Standing& standing, std::size_t index) {
  return std::ranges::any_of(standing.valid, [&](const auto& one) { return one.key_index == index; });
}

std::string name_of(api::TransactionState state) {
  return std::string(enum_names(state)[static_cast<std::size_t>(state)]);
}

std::string status_words(const Result<api::TransactionStatus>& status) {
  if (!status) return "the node does not answer";
  if (status->height) return name_of(status->status) + " in block " + status->height->text();
  if (status->status != api::TransactionState::unknown) return name_of(status->status);
  return "not known to this node" + (status->code_name.empty() ? "" : ": " + harmless(status->code_name));
}

}  // namespace

Lines preview(NodeClient& node, const Settings& settings, const types::TransactionPayload& payload) {
  const ValueText values(settings, node.period_rule(), Digits::whole);
  Lines lines{"chain   " + payload.chain_id.text(), "account " + named(node, payload.sender.text()),
              "expires " + time_text(payload.expires_at.text(), settings)};
  for (const auto& action : payload.actions) {
    const auto json = contract_kinds().action_json(action);
    lines.push_back("action  " + describe_action(json, values));
    const auto* kind = contract_kinds().registry().action(action.kind);
    const auto* fields = json.find("fields");
    if (kind == nullptr || fields == nullptr || fields->as_object() == nullptr) continue;
    add_addresses(node, kind->describe(), *fields, lines);
    if (kind->name == "course.buy") add_course(node, fields->string_at("slug"), lines);
  }
  return lines;
}

Lines signers(const Standing& standing, const types::Auth& auth) {
  Lines lines;
  for (std::size_t i = 0; i < auth.keys.size(); ++i)
    lines.push_back("key     " + auth.keys[i].text() + (has_signed(standing, i) ? " signed" : " -"));
  if (standing.invalid > 0)
    lines.push_back("        " + std::to_string(standing.invalid) + " signatures that are not valid");
  lines.push_back("missing " + std::to_string(auth.threshold - standing.valid.size()) + " of " +
                  std::to_string(auth.threshold));
  return lines;
}

void print_transaction(NodeClient& node, const Settings& settings,
                       const types::SignedTransaction& transaction, const types::Auth& auth) {
  const auto id = types::id_of(transaction.payload);
  const auto status = node.transaction(id);
  const auto standing = standing_of(transaction, auth);
  if (!settings.json) {
    print_line("id      " + id.text());
    print_line("status  " + status_words(status));
    for (const auto& line : preview(node, settings, transaction.payload)) print_line(line);
    for (const auto& line : signers(standing, auth)) print_line(line);
    return;
  }
  JsonValue::Array keys;
  for (std::size_t i = 0; i < auth.keys.size(); ++i) {
    JsonValue key;
    key.set("public_key", codec::to_json(auth.keys[i])).set("signed", JsonValue(has_signed(standing, i)));
    keys.push_back(std::move(key));
  }
  auto json = json_of(transaction);
  json.set("id", codec::to_json(id)).set("status", status ? codec::to_json(status->status) : JsonValue());
  json.set("keys", JsonValue(std::move(keys))).set("needed", codec::to_json(auth.threshold));
  json.set("missing", JsonValue::number(auth.threshold - standing.valid.size()));
  print_json(json);
}

}  // namespace kula::cli
