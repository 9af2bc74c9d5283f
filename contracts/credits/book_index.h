// Postings listed by book: what statements are read from.
#pragma once

#include "contracts/kernel/posting.h"
#include "ledger/execution/processor.h"

namespace kula::contracts::credits {

[[nodiscard]] execution::IndexKey book_index_key(const Book& book);
// Both books of a posting; nothing for other events.
[[nodiscard]] std::vector<execution::IndexKey> book_index_keys(const types::Event& event);

}  // namespace kula::contracts::credits
