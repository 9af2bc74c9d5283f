#include "node/engine/holders.h"

#include <algorithm>

namespace kula::engine {

void Holders::note(const types::BlockId& block, const PeerId& peer) {
  const auto [place, is_new] = holders_.try_emplace(block);
  auto& peers = place->second;
  const bool is_known = std::find(peers.begin(), peers.end(), peer) != peers.end();
  if (!is_known && peers.size() < types::kMaxValidators) peers.push_back(peer);
  if (!is_new) return;
  order_.push_back(block);
  if (order_.size() <= kMaxHeldBlocks) return;
  holders_.erase(order_.front());
  order_.pop_front();
}

std::vector<PeerId> Holders::of(const types::BlockId& block) const {
  const auto found = holders_.find(block);
  return found == holders_.end() ? std::vector<PeerId>{} : found->second;
}

}  // namespace kula::engine
