// A state read from its first row to its last, in steps that are short enough to be taken between other work.
#pragma once

#include "ledger/state/state_view.h"

namespace kula::ledger {

class SteppedScan {
 public:
  // REQUIRES that the state outlives this, and never changes.
  explicit SteppedScan(const state::StateView& state) : state_(state) {}

  // Visits at most `rows` more; true when it has come to the end, and begins anew the next time.
  template <class Visit>
  bool step(std::size_t rows, const Visit& visit) {
    bool at_end = true;
    state_.scan({}, position_, [&](ByteView key, ByteView value) {
      if (rows-- == 0) {
        position_ = to_bytes(key);
        return at_end = false;
      }
      visit(key, value);
      return true;
    });
    if (at_end) position_.clear();
    return at_end;
  }

 private:
  const state::StateView& state_;
  Bytes position_;  // where it goes on
};

}  // namespace kula::ledger
