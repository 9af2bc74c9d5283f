// What is about to be signed, before the question, and what has been signed.
#pragma once

#include <string>
#include <vector>

#include "cli/node_client.h"
#include "cli/settings.h"
#include "cli/transaction_file.h"
#include "ledger/types/transaction.h"

namespace kula::cli {

// Lines: the chain, the account, when it expires, every action with all its values, and for each account in
// it the handle beside the address; of a course that is bought, its title, price and owner.
[[nodiscard]] std::vector<std::string> preview(NodeClient& node, const Settings& settings,
                                               const types::TransactionPayload& payload);

// Lines: each of the account's keys, whether it has signed, and how many are missing.
[[nodiscard]] std::vector<std::string> signers(const Standing& standing, const types::Auth& auth);

// All of that on standard output, and what became of it as far as the node tells; as JSON the file with "id",
// "status" (of /v1/transactions; null when the node does not answer), "keys" ({public_key, signed}), "needed"
// and "missing".
void print_transaction(NodeClient& node, const Settings& settings,
                       const types::SignedTransaction& transaction, const types::Auth& auth);

}  // namespace kula::cli
