// Batches of transactions for importers, and what came of each (README.md).
#pragma once

#include <array>

#include "node/api/limits.h"
#include "node/api/transactions.h"

namespace kula::api {

// u32 count, then for each transaction u32 length and its bytes; integers little-endian.
[[nodiscard]] Bytes encode_batch(const std::vector<ByteView>& transactions);
// The views point into `body`. Nothing when it is malformed or beyond the limits.
[[nodiscard]] std::optional<std::vector<ByteView>> decode_batch(ByteView body);

enum class BatchOutcome : std::uint8_t {
  pending,   // accepted, or was pending already
  final,     // accepted by the contracts
  rejected,  // by the contracts: see code
  expired,
  refused,    // no block can hold it: see reason
  not_tried,  // a limit was reached before it, or the wait ended: send it and all after it again
};
[[nodiscard]] constexpr std::array<std::string_view, 6> enum_names(BatchOutcome) {
  return {"pending", "final", "rejected", "expired", "refused", "not_tried"};
}

struct BatchItem {
  types::TransactionId id;  // zero when the bytes are no transaction
  BatchOutcome outcome = BatchOutcome::not_tried;
  std::optional<Height> height;
  std::uint16_t code = 0;
  std::string code_name;
  std::string reason;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("id", id), codec::field("outcome", outcome), codec::field("height", height),
            codec::field("code", code), codec::field("code_name", code_name), codec::field("reason", reason));
  }
};

// Items in the order of the batch.
struct BatchResult {
  std::vector<BatchItem> items;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("items", items));
  }
};

}  // namespace kula::api
