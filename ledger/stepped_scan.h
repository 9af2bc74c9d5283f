// The state at one height, read from its first row to its last in steps that are short enough to be taken
// between other work, whatever lies between its rows: erased ones, and versions of other heights.
#pragma once

#include "ledger/versioned_state.h"

namespace kula::ledger {

// Reads only what never changes. A copy goes on by itself from where this is.
class SteppedScan {
 public:
  // REQUIRES that the store outlives this, and holds the state at `height`.
  SteppedScan(const storage::KeyValueStore& store, Height height) : store_(&store), height_(height) {}

  // Passes at most `rows` more rows of the store, and what belongs to the key of the last one, of which most
  // is skipped. Visits those that are live; true when it has come to the end, and begins anew the next time.
  // REQUIRES rows > 0.
  template <class Visit>
  bool step(std::size_t rows, const Visit& visit) {
    return step_while(rows, [&](ByteView key, ByteView value) {
      visit(key, value);
      return true;
    });
  }
  // The same, and ends when the visitor answers false: as at the end.
  template <class Visit>
  bool step_while(std::size_t rows, const Visit& visit) {
    auto next_key = VersionedState(*store_, height_).scan_some(position_, passed_ + rows, passed_, visit);
    position_ = std::move(next_key).value_or(Bytes{});
    return position_.empty();
  }
  // Goes on from the first row whose key is this one or greater.
  void go_to(ByteView key) { position_ = to_bytes(key); }
  // Rows of the store up to the one that is being visited, or to the end of the last step.
  [[nodiscard]] std::uint64_t passed() const { return passed_; }

 private:
  const storage::KeyValueStore* store_;
  Height height_;
  Bytes position_;  // the key that it goes on from; empty at the beginning
  std::uint64_t passed_ = 0;
};

}  // namespace kula::ledger
