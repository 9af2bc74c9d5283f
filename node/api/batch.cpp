#include "node/api/batch.h"

#include "ledger/base/check.h"

namespace kula::api {

namespace {

void put_u32(Bytes& out, std::size_t value) {
  KULA_CHECK(value <= UINT32_MAX, "a batch too long to encode; report this as a bug");
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::optional<std::uint32_t> take_u32(ByteView& in) {
  if (in.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = (value << 8) | in[i];
  in = in.subspan(4);
  return value;
}

}  // namespace

Bytes encode_batch(const std::vector<ByteView>& transactions) {
  Bytes out;
  put_u32(out, transactions.size());
  for (const auto transaction : transactions) {
    put_u32(out, transaction.size());
    append(out, transaction);
  }
  return out;
}

std::optional<std::vector<ByteView>> decode_batch(ByteView body) {
  if (body.size() > kMaxBatchBytes) return std::nullopt;
  const auto count = take_u32(body);
  // Every item takes at least its length: a count cannot make us allocate beyond the input.
  if (!count || *count > kMaxBatchItems || *count > body.size() / 4) return std::nullopt;
  std::vector<ByteView> items;
  items.reserve(*count);
  for (std::uint32_t i = 0; i < *count; ++i) {
    const auto size = take_u32(body);
    if (!size || *size > body.size()) return std::nullopt;
    items.push_back(body.first(*size));
    body = body.subspan(*size);
  }
  if (!body.empty()) return std::nullopt;
  return items;
}

}  // namespace kula::api
