#include "ledger/versioned_state.h"

#include <limits>

#include "ledger/columns.h"

namespace kula::ledger {

using storage::Column;

void TipCache::advance(const state::Writes& writes, Height height) {
  for (const auto& [key, value] : writes) {
    rows.put(key, value);
    if (value) empty.revive(key);
  }
  height_ = height;
}

namespace {

// How many rows of the store may be passed in all, and how many were: several walks may share it.
struct Allowance {
  std::uint64_t limit;
  std::uint64_t& passed;
};

// Walks over the versions of the keys of a range and visits the rows that are live at a height.
class VersionWalk {
 public:
  VersionWalk(const storage::KeyValueStore& store, Height height, TipCache* cache, ByteView prefix,
              ByteView from, Allowance allowance, const state::StateView::Visitor& visit)
      : store_(store),
        height_(height),
        cache_(cache),
        first_(to_bytes(bytes_less(from, prefix) ? prefix : from)),
        end_(end_of_prefix(prefix)),
        allowance_(allowance),
        visit_(visit) {}

  // The key before which the allowance ended; nothing when something else did.
  std::optional<Bytes> run() {
    std::optional<Bytes> position = first_;
    while (position) {
      std::optional<Bytes> resume;
      store_.scan(Column::state, *position, end_, [&](ByteView row, ByteView value) {
        resume = step(row, value);
        return !resume && !stopped_;
      });
      position = std::move(resume);
    }
    if (!stopped_ && !end_.empty()) close_run(end_);
    return std::move(next_key_);
  }

 private:
  // Where to go on instead of the next row, if there is a better place.
  std::optional<Bytes> step(ByteView row, ByteView value) {
    const auto [key, height] = split_state_row_key(row);
    // A version of a shorter key that `from` begins with.
    if (bytes_less(key, first_)) return std::nullopt;
    if (!std::equal(key.begin(), key.end(), key_.begin(), key_.end())) {
      if (allowance_.passed >= allowance_.limit) {
        next_key_ = to_bytes(key);
        stopped_ = true;
        return std::nullopt;
      }
      key_.assign(key.begin(), key.end());
      decided_ = false;
      passed_ = 0;
    }
    ++allowance_.passed;
    if (decided_) return ++passed_ < kRowsBeforeSeek ? std::nullopt : std::optional(after_versions(key));
    if (height > height_) {
      return ++passed_ < kRowsBeforeSeek ? std::nullopt : std::optional(state_row_key(key, height_));
    }
    decided_ = true;
    passed_ = 0;
    if (const auto live = state_value_of(value)) {
      close_run(key);
      stopped_ = !visit_(key, *live);
      return std::nullopt;
    }
    return erased();
  }

  std::optional<Bytes> erased() {
    if (cache_ == nullptr) return std::nullopt;
    if (!in_run_) run_first_ = key_;
    in_run_ = true;
    ++run_keys_;
    const Bytes* end = cache_->empty.end_of(key_);
    if (end == nullptr) return std::nullopt;
    // What follows, if erased too, joins the known range.
    run_first_ = *end;
    run_keys_ = 0;
    return *end;
  }

  // `next` is the first key behind the run of erased ones that may have a row.
  void close_run(ByteView next) {
    if (cache_ != nullptr && run_keys_ >= kMinEmptyRangeKeys) {
      cache_->empty.add(std::move(run_first_), to_bytes(next));
    }
    in_run_ = false;
    run_keys_ = 0;
  }

  const storage::KeyValueStore& store_;
  const Height height_;
  TipCache* const cache_;
  const Bytes first_;
  const Bytes end_;
  const Allowance allowance_;
  const state::StateView::Visitor& visit_;
  bool stopped_ = false;
  std::optional<Bytes> next_key_;
  // The key whose versions are being passed, whether one of them was the answer, and how many were not.
  Bytes key_;
  bool decided_ = false;
  std::size_t passed_ = 0;
  // The erased keys since the last live one; run_keys_ counts those that no known range holds.
  bool in_run_ = false;
  Bytes run_first_;
  std::size_t run_keys_ = 0;
};

}  // namespace

std::optional<Bytes> VersionedState::get(const state::StateKey& key) const {
  TipCache* const known = cache();
  if (known == nullptr) return read(key);
  if (const auto* value = known->rows.find(key)) return *value;
  auto value = read(key);
  known->rows.put(key, value);
  return value;
}

std::optional<Bytes> VersionedState::read(ByteView key) const {
  std::optional<Bytes> found;
  store_.scan(Column::state, state_row_key(key, height_), after_versions(key),
              [&](ByteView row, ByteView value) {
                // Rows between the versions of a key can only be versions of keys that it begins, which no
                // table has.
                if (row.size() != key.size() + kVersionBytes) return true;
                if (const auto live = state_value_of(value)) found = to_bytes(*live);
                return false;
              });
  return found;
}

void VersionedState::scan(ByteView prefix, ByteView from, const Visitor& visit) const {
  std::uint64_t passed = 0;
  const Allowance all{std::numeric_limits<std::uint64_t>::max(), passed};
  VersionWalk(store_, height_, cache(), prefix, from, all, visit).run();
}

std::optional<Bytes> VersionedState::scan_some(ByteView from, std::uint64_t limit, std::uint64_t& passed,
                                               const Visitor& visit) const {
  return VersionWalk(store_, height_, cache(), {}, from, {limit, passed}, visit).run();
}

}  // namespace kula::ledger
