// Invariants (C0.9): what must hold after every transaction and job, judged from what was written, by code
// that the judged code never calls. They live in contracts/invariants.
#pragma once

#include <functional>
#include <vector>

#include "ledger/state/overlay.h"

namespace kula::contracts {

struct Invariant {
  std::string_view name;
  // From the rows that one transaction or job wrote, in time proportional to them.
  bool (*holds_after)(const state::Overlay& changes);
  // Of a whole state: for tests and on demand.
  bool (*holds)(const state::StateView& state);
};

}  // namespace kula::contracts
