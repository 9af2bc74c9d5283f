// Keys and small records of the store's columns (README.md). Heights in keys are big-endian, so that rows are
// in order.
#pragma once

#include "ledger/base/byte_order.h"
#include "ledger/codec/field.h"
#include "ledger/ledger.h"

namespace kula::ledger {

// What this program writes and reads; anything else is refused.
inline constexpr std::uint32_t kFormatVersion = 3;

// Rows of the meta column.
inline constexpr std::string_view kMetaFormat = "format";    // u32
inline constexpr std::string_view kMetaChain = "chain";      // chain id
inline constexpr std::string_view kMetaGenesis = "genesis";  // the document
inline constexpr std::string_view kMetaTip = "tip";          // TipRecord
inline constexpr std::string_view kMetaStart = "start";      // StartRecord; none when block 0 is here
inline constexpr std::string_view kMetaFilling = "filling";  // empty; there while a snapshot is written

struct TipRecord {
  Height height;
  types::BlockId id;
  types::HistoryPeaks history;  // over blocks 0 .. height
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("height", height), codec::field("id", id), codec::field("history", history));
  }
};

// Of a store that was filled from a snapshot: its first block, and the block 0 that it descends from.
struct StartRecord {
  Height height;
  types::BlockId genesis;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("height", height), codec::field("genesis", genesis));
  }
};

// A row of the event index, without what its key says.
struct EventRow {
  TimeMs time;
  std::optional<types::TransactionId> transaction;
  std::optional<std::uint64_t> job;
  types::Event event;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("time", time), codec::field("transaction", transaction), codec::field("job", job),
            codec::field("event", event));
  }
};

[[nodiscard]] Bytes height_key(Height height);
[[nodiscard]] Bytes epoch_key(types::Epoch epoch);  // big-endian, as heights are
[[nodiscard]] std::optional<Height> height_of_key(ByteView key);

// Column blocks: the header, and everything after it, so that a header is read without its block.
[[nodiscard]] Bytes header_key(Height height);
[[nodiscard]] Bytes body_key(Height height);

// Column transactions: height ‖ index (u32).
[[nodiscard]] Bytes location_value(Height height, std::uint32_t index);
[[nodiscard]] std::optional<TransactionLocation> read_location(ByteView value);

// Column history.
[[nodiscard]] Bytes history_key(std::uint8_t level, std::uint64_t index);

// Column index.
inline constexpr std::size_t kIndexCursorBytes = 12;
[[nodiscard]] Bytes index_row_key(const execution::IndexKey& key, Height height, std::uint32_t index);
// The cursor at the end of a row's key. REQUIRES at least kIndexCursorBytes.
struct EventCursor {
  Height height;
  std::uint32_t index = 0;
  auto operator<=>(const EventCursor&) const = default;
};
[[nodiscard]] EventCursor cursor_of(ByteView row_key);

// Column state: key ‖ ~height, so that a key's newest version comes first.
inline constexpr std::size_t kVersionBytes = 8;
[[nodiscard]] Bytes state_row_key(ByteView key, Height height);
// The first place behind all versions of a key.
[[nodiscard]] Bytes after_versions(ByteView key);
struct StateRowKey {
  ByteView key;
  Height height;
};
[[nodiscard]] StateRowKey split_state_row_key(ByteView row_key);
[[nodiscard]] Bytes state_row_value(const std::optional<Bytes>& value);
// Nothing for a tombstone.
[[nodiscard]] std::optional<ByteView> state_value_of(ByteView row_value);

// The least key that is greater than all keys with this prefix; empty when there is none.
[[nodiscard]] Bytes end_of_prefix(ByteView prefix);

}  // namespace kula::ledger
