// R21: what the members signed takes the place of the old validators, where nothing later is final.
#include "ledger/columns.h"
#include "tests/sim/oracle.h"

namespace kula::sim {

// Whatever was final above lives on in the stores of those who do not go along; it is no longer the chain.
void Oracle::members_signed(const types::RecoveryManifest& manifest) {
  const auto* last = header(manifest.height);
  if (last == nullptr || types::id_of(*last) != manifest.block)
    return fault("the members recover a chain after a block that is not final");
  const types::Epoch epoch{manifest.epoch.value + 1};
  recoveries_[manifest.height] = manifest;
  sets_[epoch] = manifest.next;
  roots_[epoch] = manifest.block;
  final_.erase(final_.upper_bound(manifest.height), final_.end());
  const auto is_gone = [&](const auto& transaction) { return transaction.second > manifest.height; };
  std::erase_if(transactions_, is_gone);
  std::erase_if(acknowledged_, is_gone);
}

void Oracle::judge_adoption(Host& host, const types::RecoveryManifest& manifest) {
  const auto signed_one = recoveries_.find(manifest.height);
  if (signed_one == recoveries_.end() || signed_one->second != manifest)
    return fault(host.name + " adopted a recovery that the members did not sign (R21)");
  if (host.height != manifest.height)
    fault(host.name + " at height " + host.height.text() + " adopted a recovery after height " +
          manifest.height.text() + " (R21)");
  host.epoch = types::Epoch{manifest.epoch.value + 1};
  host.final_view = {};
}

// Who holds what was final above the recovered block.
bool Oracle::is_on_another_chain(const Host& host) const {
  const auto* at = header(host.height);
  return host.height.value > 0 && (at == nullptr || types::id_of(*at) != host.tip);
}

// The epoch of a block's children, and the recovery that the next header has to name.
std::pair<types::Epoch, Hash> Oracle::what_follows(const types::BlockHeader& parent) const {
  const auto found = recoveries_.find(parent.height);
  if (found == recoveries_.end()) return {types::epoch_after(parent), Hash{}};
  return {types::Epoch{found->second.epoch.value + 1}, types::hash_of(found->second)};
}

}  // namespace kula::sim
