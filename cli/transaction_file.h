// Transactions in files, which the holders of an account's keys pass around to sign: the JSON that POST
// /v1/transactions takes (node/api/transaction_json.h), actions by name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/error.h"
#include "cli/settings.h"
#include "cli/value_text.h"
#include "ledger/types/transaction.h"

namespace kula::cli {

// Errors: file_error, file_too_large, "bad_transaction" when the file holds none within the ledger's limits.
[[nodiscard]] Result<types::SignedTransaction> read_transaction(const std::string& path);
// Durable; replaces what is there.
[[nodiscard]] Result<void> write_transaction(const std::string& path,
                                             const types::SignedTransaction& transaction);
// Leaves what is there: error "file_exists", as it may hold others' signatures.
[[nodiscard]] Result<void> create_transaction(const std::string& path,
                                              const types::SignedTransaction& transaction);

// Takes over the other's signatures, whatever they are worth: standing_of() tells. Error "other_transaction"
// unless both are of the same bytes.
[[nodiscard]] Result<void> combine(types::SignedTransaction& into, const types::SignedTransaction& other);

// What an account's keys have signed.
struct Standing {
  std::vector<types::KeySignature> valid;  // by key, each once, no more than the account needs
  std::vector<std::uint8_t> invalid;       // key indices
};
[[nodiscard]] Standing standing_of(const types::SignedTransaction& transaction, const types::Auth& auth);

// What it would do, who has signed and how many are missing; as JSON the file with "id", "signed" (key
// indices), "needed" and "missing".
void print_transaction(const Settings& settings, const types::SignedTransaction& transaction,
                       const types::Auth& auth, const ValueText& values);

}  // namespace kula::cli
