#include "cli/transaction_file.h"

#include <algorithm>
#include <filesystem>

#include "cli/contract_kinds.h"
#include "cli/text_file.h"
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
    return fail(
        bad_transaction(path, "the ledger finds in it: " + std::string(to_string(transaction.error()))));
  const auto& actions = transaction->payload().actions;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    if (contract_kinds().action_json(actions[i]).find("fields") != nullptr) continue;
    return fail(bad_transaction(path, "this version of kula cannot read action " + std::to_string(i + 1)));
  }
  return transaction->value();
}

JsonValue json_of(const types::SignedTransaction& transaction) {
  return api::transaction_to_json(
      transaction, [](const types::Action& action) { return contract_kinds().action_json(action); });
}

Result<void> write_transaction(const std::string& path, const types::SignedTransaction& transaction) {
  return write_text_file(path, json_of(transaction).dump(2) + "\n", kFileMode);
}

Result<void> check_is_new(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, ignored))) return {};
  return fail(Error{ExitCode::failed, "file_exists", "there is something at " + path + " already",
                    "it may be a transaction that somebody has signed",
                    "choose another name, or move it away first"});
}

Result<void> create_transaction(const std::string& path, const types::SignedTransaction& transaction) {
  if (auto checked = check_is_new(path); !checked) return checked;
  return write_transaction(path, transaction);
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
      ++standing.invalid;
    } else if (standing.valid.empty() || standing.valid.back().key_index != signature.key_index) {
      standing.valid.push_back(signature);
    }
  }
  if (standing.valid.size() > auth.threshold) standing.valid.resize(auth.threshold);
  return standing;
}

}  // namespace kula::cli
