#include "cli/transaction_file.h"

#include <algorithm>
#include <filesystem>

#include "cli/contract_kinds.h"
#include "cli/print.h"
#include "cli/render.h"
#include "cli/text_file.h"
#include "ledger/codec/json.h"
#include "node/api/transaction_json.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

constexpr unsigned kFileMode = 0644;
// JSON has a byte of an action in two digits, and names beside them.
constexpr std::size_t kMaxFileBytes = 8 * types::kMaxTransactionBytes;

Error bad_transaction(const std::string& path, std::string why) {
  return {ExitCode::usage, "bad_transaction", path + " is no transaction", std::move(why),
          "make one by giving a command --build FILE"};
}

JsonValue json_of(const types::SignedTransaction& transaction) {
  return api::transaction_to_json(
      transaction, [](const types::Action& action) { return contract_kinds().action_json(action); });
}

// Keys are counted from 1 by people.
std::string list_of(const std::vector<std::uint8_t>& indices) {
  std::string text;
  for (const auto index : indices) text += (text.empty() ? "" : ", ") + std::to_string(index + 1);
  return text.empty() ? "none" : text;
}

}  // namespace

Result<types::SignedTransaction> read_transaction(const std::string& path) {
  const auto text = read_text_file(path, kMaxFileBytes);
  if (!text) return fail(text.error());
  const auto json = codec::parse_json(*text);
  if (!json) return fail(bad_transaction(path, json.error()));
  auto value = api::transaction_from_json(
      *json, [](const JsonValue& action) { return contract_kinds().action_from_json(action); });
  if (!value) return fail(bad_transaction(path, value.error()));
  const auto transaction = types::Transaction::from(std::move(*value));
  if (!transaction)
    return fail(bad_transaction(path, "it is " + std::string(to_string(transaction.error()))));
  return transaction->value();
}

Result<void> write_transaction(const std::string& path, const types::SignedTransaction& transaction) {
  return write_text_file(path, json_of(transaction).dump(2) + "\n", kFileMode);
}

Result<void> create_transaction(const std::string& path, const types::SignedTransaction& transaction) {
  std::error_code ignored;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, ignored)))
    return write_transaction(path, transaction);
  return fail(Error{ExitCode::failed, "file_exists", "there is something at " + path + " already",
                    "it may be a transaction that somebody has signed",
                    "choose another name, or move it away first"});
}

Result<void> combine(types::SignedTransaction& into, const types::SignedTransaction& other) {
  if (types::id_of(into.payload) != types::id_of(other.payload)) {
    return fail(Error{ExitCode::usage, "other_transaction", "the files are of two transactions",
                      types::id_of(into.payload).text() + " and " + types::id_of(other.payload).text(),
                      "have the same file signed by all"});
  }
  into.signatures.insert(into.signatures.end(), other.signatures.begin(), other.signatures.end());
  return {};
}

Standing standing_of(const types::SignedTransaction& transaction, const types::Auth& auth) {
  const auto message = types::signing_message(types::id_of(transaction.payload));
  auto signatures = transaction.signatures;
  std::ranges::stable_sort(signatures, {}, &types::KeySignature::key_index);
  Standing standing;
  for (const auto& signature : signatures) {
    const bool is_valid = signature.key_index < auth.keys.size() &&
                          crypto::verify(auth.keys[signature.key_index], message, signature.signature);
    if (!is_valid) {
      standing.invalid.push_back(signature.key_index);
    } else if (standing.valid.empty() || standing.valid.back().key_index != signature.key_index) {
      standing.valid.push_back(signature);
    }
  }
  if (standing.valid.size() > auth.threshold) standing.valid.resize(auth.threshold);
  return standing;
}

void print_transaction(const Settings& settings, const types::SignedTransaction& transaction,
                       const types::Auth& auth, const ValueText& values) {
  const auto& payload = transaction.payload;
  const auto standing = standing_of(transaction, auth);
  std::vector<std::uint8_t> signers;
  for (const auto& signature : standing.valid) signers.push_back(signature.key_index);
  const auto missing = auth.threshold - standing.valid.size();
  if (settings.json) {
    auto json = json_of(transaction);
    JsonValue::Array indices;
    for (const auto index : signers) indices.push_back(JsonValue::number(index));
    json.set("id", codec::to_json(types::id_of(payload))).set("signed", JsonValue(std::move(indices)));
    json.set("needed", codec::to_json(auth.threshold)).set("missing", JsonValue::number(missing));
    return print_json(json);
  }
  print_line("transaction " + types::id_of(payload).text());
  print_line("chain       " + payload.chain_id.text());
  print_line("sender      " + payload.sender.text());
  print_line("expires     " + time_text(payload.expires_at.text(), settings));
  for (const auto& action : payload.actions)
    print_line("action      " + describe_action(contract_kinds().action_json(action), values));
  print_line("signed by   " + list_of(signers) + " of " + std::to_string(auth.keys.size()) + " keys");
  if (!standing.invalid.empty()) print_line("not valid   " + list_of(standing.invalid));
  print_line("missing     " + std::to_string(missing) + " of " + std::to_string(auth.threshold));
}

}  // namespace kula::cli
