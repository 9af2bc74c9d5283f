// Transactions in files, which the holders of an account's keys pass around to sign: the JSON that POST
// /v1/transactions takes (node/api/transaction_json.h), actions by name.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/error.h"
#include "ledger/codec/json_value.h"
#include "ledger/types/transaction.h"

namespace kula::cli {

// Errors: file_error, file_too_large, "bad_transaction" when the file holds none within the ledger's limits,
// or one that this version cannot show to who is to sign it.
[[nodiscard]] Result<types::SignedTransaction> read_transaction(const std::string& path);
// Durable; replaces what is there.
[[nodiscard]] Result<void> write_transaction(const std::string& path,
                                             const types::SignedTransaction& transaction);
// Error "file_exists": it may hold others' signatures.
[[nodiscard]] Result<void> check_is_new(const std::string& path);
[[nodiscard]] Result<void> create_transaction(const std::string& path,
                                              const types::SignedTransaction& transaction);
[[nodiscard]] codec::JsonValue json_of(const types::SignedTransaction& transaction);

// Takes over the other's signatures, whatever they are worth: standing_of() tells. Error "other_transaction"
// unless both are of the same bytes.
[[nodiscard]] Result<void> combine(types::SignedTransaction& into, const types::SignedTransaction& other);

// What an account's keys have signed.
struct Standing {
  std::vector<types::KeySignature> valid;  // by key, each once, no more than the account needs
  std::size_t invalid = 0;                 // how many others there are that are not
};
[[nodiscard]] Standing standing_of(const types::SignedTransaction& transaction, const types::Auth& auth);

}  // namespace kula::cli
