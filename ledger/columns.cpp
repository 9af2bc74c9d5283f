#include "ledger/columns.h"

#include "ledger/base/check.h"

namespace kula::ledger {

namespace {

constexpr std::uint8_t kHeaderPart = 0;
constexpr std::uint8_t kBodyPart = 1;
constexpr std::uint8_t kTombstone = 0;
constexpr std::uint8_t kLive = 1;

template <class T>
void put_big_endian(Bytes& to, T value) {
  for (std::size_t i = sizeof(T); i-- > 0;) to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint64_t big_endian(ByteView bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

Bytes block_part_key(Height height, std::uint8_t part) {
  Bytes key = height_key(height);
  key.push_back(part);
  return key;
}

}  // namespace

Bytes height_key(Height height) {
  Bytes key;
  key.reserve(sizeof height.value + 1);
  put_big_endian(key, height.value);
  return key;
}

Bytes epoch_key(types::Epoch epoch) { return height_key(Height{epoch.value}); }

std::optional<Height> height_of_key(ByteView key) {
  if (key.size() != sizeof(std::uint64_t)) return std::nullopt;
  return Height{big_endian(key)};
}

Bytes header_key(Height height) { return block_part_key(height, kHeaderPart); }

Bytes body_key(Height height) { return block_part_key(height, kBodyPart); }

Bytes location_value(Height height, std::uint32_t index) {
  Bytes value = height_key(height);
  put_big_endian(value, index);
  return value;
}

std::optional<TransactionLocation> read_location(ByteView value) {
  if (value.size() != sizeof(std::uint64_t) + sizeof(std::uint32_t)) return std::nullopt;
  const auto index = static_cast<std::uint32_t>(big_endian(value.subspan(sizeof(std::uint64_t))));
  return TransactionLocation{Height{big_endian(value.first(sizeof(std::uint64_t)))}, index};
}

Bytes history_key(std::uint8_t level, std::uint64_t index) {
  Bytes key = {level};
  put_big_endian(key, index);
  return key;
}

Bytes index_row_key(const execution::IndexKey& key, Height height, std::uint32_t index) {
  Bytes row;
  row.reserve(key.bytes.size() + kIndexCursorBytes);
  append(row, key.bytes);
  put_big_endian(row, height.value);
  put_big_endian(row, index);
  return row;
}

EventCursor cursor_of(ByteView row_key) {
  const ByteView cursor = row_key.last(kIndexCursorBytes);
  return {Height{big_endian(cursor.first(8))}, static_cast<std::uint32_t>(big_endian(cursor.subspan(8)))};
}

Bytes state_row_key(ByteView key, Height height) {
  Bytes row;
  row.reserve(key.size() + kVersionBytes);
  append(row, key);
  put_big_endian(row, ~height.value);
  return row;
}

Bytes after_versions(ByteView key) {
  Bytes row = state_row_key(key, Height{0});
  row.push_back(0);
  return row;
}

StateRowKey split_state_row_key(ByteView row_key) {
  KULA_CHECK(row_key.size() >= types::kTableBytes + kVersionBytes,
             "a key of the state column cannot be read; run `kulad tool repair --data-dir DIR`");
  return {row_key.first(row_key.size() - kVersionBytes), Height{~big_endian(row_key.last(kVersionBytes))}};
}

Bytes state_row_value(const std::optional<Bytes>& value) {
  if (!value) return {kTombstone};
  Bytes row;
  row.reserve(value->size() + 1);
  row.push_back(kLive);
  append(row, *value);
  return row;
}

std::optional<ByteView> state_value_of(ByteView row_value) {
  const bool tombstone = row_value.size() == 1 && row_value[0] == kTombstone;
  if (tombstone) return std::nullopt;
  KULA_CHECK(!row_value.empty() && row_value[0] == kLive,
             "a row of the state column cannot be read; run `kulad tool repair --data-dir DIR`");
  return row_value.subspan(1);
}

Bytes end_of_prefix(ByteView prefix) {
  Bytes end = to_bytes(prefix);
  while (!end.empty() && end.back() == 0xff) end.pop_back();
  if (!end.empty()) ++end.back();
  return end;
}

}  // namespace kula::ledger
