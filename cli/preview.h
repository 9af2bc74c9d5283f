// What is about to be signed, before the question.
#pragma once

#include "cli/node_client.h"
#include "cli/value_text.h"

namespace kula::cli {

// On standard error: the chain, the account, every action with its amounts, and for each account in it the
// handle beside the address; of a course that is bought, its title, price and owner.
void print_preview(NodeClient& node, const types::TransactionPayload& payload, const ValueText& values);

}  // namespace kula::cli
