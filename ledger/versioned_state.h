// State at a committed height, read from the state column.
#pragma once

#include "ledger/base/number.h"
#include "ledger/empty_ranges.h"
#include "ledger/row_cache.h"
#include "ledger/state/overlay.h"
#include "ledger/storage/key_value_store.h"

namespace kula::ledger {

// What is known of the state at the tip without asking the store. Only committed values get in: by reads at
// the tip's height, and by advance() after a commit.
class TipCache {
 public:
  explicit TipCache(Height height) : height_(height) {}
  [[nodiscard]] Height height() const { return height_; }
  // After `writes` became durable as the block of `height`.
  void advance(const state::Writes& writes, Height height);

  RowCache rows;
  EmptyRanges empty;

 private:
  Height height_;
};

// Versions are never changed, so a view stays right while the tip advances. Without a cache it may be read by
// any thread; with one, by the engine's.
class VersionedState final : public state::StateView {
 public:
  // REQUIRES that the store (and the cache, if any) outlives the view. The cache is used as long as it is of
  // `height`.
  VersionedState(const storage::KeyValueStore& store, Height height, TipCache* cache = nullptr)
      : store_(store), height_(height), cache_(cache) {}

  [[nodiscard]] std::optional<Bytes> get(const state::StateKey& key) const override;
  void scan(ByteView prefix, ByteView from, const Visitor& visit) const override;
  // Entries of all prefixes. Every row of the store that it comes by adds to `passed`, live or not; once that
  // is `limit` or more, it ends before the next key, which it answers. Nothing: it came to the end, or was
  // stopped.
  [[nodiscard]] std::optional<Bytes> scan_some(ByteView from, std::uint64_t limit, std::uint64_t& passed,
                                               const Visitor& visit) const;

 private:
  [[nodiscard]] TipCache* cache() const {
    return cache_ != nullptr && cache_->height() == height_ ? cache_ : nullptr;
  }
  [[nodiscard]] std::optional<Bytes> read(ByteView key) const;

  const storage::KeyValueStore& store_;
  Height height_;
  TipCache* cache_;
};

}  // namespace kula::ledger
