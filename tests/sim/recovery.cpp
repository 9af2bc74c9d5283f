#include "tests/sim/recovery.h"

#include <algorithm>

#include "genesis/devnet.h"

namespace kula::sim {

types::SignedRecovery sign_recovery(Simulation& simulation, Node& survivor,
                                    const std::vector<HostNumber>& validators) {
  const auto& ledger = survivor.ledger();
  types::SignedRecovery recovery;
  auto& manifest = recovery.manifest;
  manifest = {1, ledger.chain_id(), ledger.tip().height, ledger.tip_id(), ledger.epoch(), {}};
  for (const auto number : validators) {
    const auto& holder = simulation.chain().members()[number].key_holder;
    manifest.next.validators.push_back({Chain::secret_key(holder.value()).public_key()});
  }
  std::sort(manifest.next.validators.begin(), manifest.next.validators.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });

  const auto sign = [&](std::string_view handle) {
    const auto signature = Chain::secret_key(handle).sign(types::hash_of(manifest), Hash{});
    recovery.signatures.push_back({Chain::address_of(handle), {{0, signature}}});
  };
  for (const auto& role : genesis::devnet_roles()) sign(role.handle);
  for (std::size_t i = 0; i < kClients; ++i) sign(client_handle(i));
  std::sort(recovery.signatures.begin(), recovery.signatures.end(),
            [](const auto& a, const auto& b) { return a.member < b.member; });
  simulation.oracle().members_signed(manifest);
  return recovery;
}

}  // namespace kula::sim
