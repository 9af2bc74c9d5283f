// What a node's operator does to its machine while the process is down.
#include "ledger/base/check.h"
#include "tests/sim/node.h"

namespace kula::sim {

namespace {

constexpr types::Epoch kFirstEpoch{0};

}  // namespace

Bytes new_record(const Chain& chain, const Member& member, bool is_wiped, Random& random) {
  if (!member.key_holder) return {};
  consensus::RecordSalt salt;
  for (auto& byte : salt.bytes) byte = static_cast<std::uint8_t>(random.below(256));
  const auto key = Chain::secret_key(*member.key_holder).public_key();
  consensus::RecordEntry first = consensus::Opened{chain.id(), key, kFirstEpoch, types::View{0}};
  if (is_wiped) first = consensus::Wiped{chain.id(), key};
  return consensus::RecordFormat(salt, 1).whole_file({first});
}

void Node::wipe(bool record, bool store) {
  KULA_CHECK(engine_ == nullptr, "a running node was wiped");
  if (record) disk_.set_record(new_record(surroundings_.chain, member_, true, random_));
  if (store) disk_.set_store(surroundings_.chain.new_store());
  surroundings_.oracle.wiped(number_, record, store);
}

void Node::lose() {
  is_lost_ = true;
  crash();
  wipe(true, true);
}

// As node/recover.cpp does it: first the record, then the ledger, and nothing when the ledger would refuse.
bool Node::recover(const types::SignedRecovery& recovery) {
  KULA_CHECK(engine_ == nullptr, "a running node was recovered");
  const auto& manifest = recovery.manifest;
  disk_.power_on();
  const auto ledger = ledger::Ledger::open(disk_, *processor_, surroundings_.chain.genesis());
  KULA_CHECK(ledger.has_value(), "a simulated node that was stopped cannot open its ledger");
  if ((*ledger)->cannot_adopt(manifest)) return false;
  const types::Epoch epoch{manifest.epoch.value + 1};
  auto validator = open_record();
  const bool validates = validator && manifest.next.index_of(validator->signer.public_key());
  if (validates && validator->signer.epoch() < epoch) {
    const consensus::Opened opened{manifest.chain_id, validator->signer.public_key(), epoch, types::View{0}};
    if (!disk_.append(validator->format.batch({opened}))) return false;
  }
  return (*ledger)->adopt(recovery).has_value();
}

}  // namespace kula::sim
