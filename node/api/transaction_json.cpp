#include "node/api/transaction_json.h"

#include <algorithm>

#include "ledger/codec/json.h"

namespace kula::api {

using codec::JsonValue;

Expected<types::SignedTransaction, std::string> transaction_from_json(const JsonValue& json,
                                                                      const ActionFromJson& read) {
  const auto* payload_json = json.find("payload");
  if (payload_json == nullptr || payload_json->as_object() == nullptr)
    return fail(std::string("payload: must be an object"));
  auto copy = *payload_json;
  for (auto& [name, member] : *copy.as_object()) {
    if (name != "actions" || member.as_array() == nullptr) continue;
    for (auto& action : *member.as_array()) {
      if (action.find("body") != nullptr) continue;
      const auto parsed = read(action);
      if (!parsed) return fail("payload.actions: " + parsed.error());
      action = codec::to_json(*parsed);
    }
  }
  auto payload = codec::from_json<types::TransactionPayload>(copy);
  if (!payload) return fail("payload: " + payload.error());
  types::SignedTransaction transaction{std::move(*payload), {}};
  if (const auto* signatures_json = json.find("signatures"); signatures_json != nullptr) {
    auto signatures = codec::from_json<std::vector<types::KeySignature>>(*signatures_json);
    if (!signatures) return fail("signatures: " + signatures.error());
    transaction.signatures = std::move(*signatures);
  }
  return transaction;
}

JsonValue transaction_to_json(const types::SignedTransaction& transaction, const ActionToJson& write) {
  JsonValue::Array actions;
  for (const auto& action : transaction.payload.actions) {
    auto shown = write(action);
    actions.push_back(shown.find("fields") == nullptr ? codec::to_json(action) : std::move(shown));
  }
  auto payload = codec::to_json(transaction.payload);
  auto& members = *payload.as_object();
  std::ranges::find(members, "actions", &JsonValue::Object::value_type::first)->second =
      JsonValue(std::move(actions));
  JsonValue json;
  json.set("payload", std::move(payload)).set("signatures", codec::to_json(transaction.signatures));
  return json;
}

}  // namespace kula::api
