#include "contracts/credits/book_index.h"

#include "ledger/base/check.h"
#include "ledger/codec/binary.h"
#include "ledger/state/key.h"

namespace kula::contracts::credits {

execution::IndexKey book_index_key(const Book& book) {
  execution::IndexKey key;
  state::append_key_part(key.bytes, std::uint8_t{1});  // the first kind of index; others get their own number
  state::append_key_part(key.bytes, book);
  return key;
}

std::vector<execution::IndexKey> book_index_keys(const types::Event& event) {
  if (event.kind != Posting::kNumber) return {};
  const auto posting = codec::decode_own<Posting>(event.body);
  KULA_CHECK(posting.has_value(), "a posting of our own cannot be read; report this as a bug");
  return {book_index_key(posting->from), book_index_key(posting->to)};
}

}  // namespace kula::contracts::credits
