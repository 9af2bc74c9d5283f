// Which peers have shown that they hold a block: by its proposal, or by a vote for it. They are asked first
// (R22). Bounded: the blocks heard of first are forgotten.
#pragma once

#include <deque>
#include <map>
#include <vector>

#include "ledger/types/ids.h"
#include "node/engine/limits.h"
#include "node/engine/ports.h"

namespace kula::engine {

class Holders {
 public:
  void note(const types::BlockId& block, const PeerId& peer);
  // In the order in which they showed it.
  [[nodiscard]] std::vector<PeerId> of(const types::BlockId& block) const;

 private:
  std::map<types::BlockId, std::vector<PeerId>> holders_;
  std::deque<types::BlockId> order_;
};

}  // namespace kula::engine
