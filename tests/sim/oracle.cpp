// What became durable, and what clients were told. oracle_votes.cpp judges what was signed and sent,
// oracle_evidence.cpp what was received, oracle_recovery.cpp what the members signed.
#include "tests/sim/oracle.h"

#include <algorithm>
#include <cstdio>

#include "ledger/codec/binary.h"
#include "ledger/columns.h"
#include "tests/sim/disk.h"

namespace kula::sim {

namespace {

constexpr std::size_t kMaxFaults = 10;
constexpr std::size_t kFileHeaderBytes = 8 + 16;  // consensus/signing_record.h: magic and salt

}  // namespace

Oracle::Oracle(const Chain& chain, const Scheduler& scheduler) : chain_(chain), scheduler_(scheduler) {
  sets_[types::Epoch{0}] = chain.first_set();
  roots_[types::Epoch{0}] = chain.first_block();
}

void Oracle::add_host(const Member& member, const std::optional<crypto::PublicKey>& key, bool is_honest) {
  Host host;
  host.name = member.name;
  host.peer = member.peer;
  host.key = key;
  host.is_honest = is_honest;
  host.tip = chain_.first_block();
  hosts_.push_back(std::move(host));
  if (key) known_keys_.insert(*key);
  if (key && is_honest) honest_keys_.insert(*key);
}

void Oracle::fault(const std::string& what) {
  if (faults_.size() >= kMaxFaults) return;
  char time[32];
  std::snprintf(time, sizeof time, "%.3f s: ", static_cast<double>(scheduler_.now()) / 1e6);
  faults_.push_back(time + what);
}

const types::BlockHeader* Oracle::header(Height height) const {
  const auto found = final_.find(height);
  return found == final_.end() ? nullptr : &found->second;
}

std::optional<Height> Oracle::height_of(const types::TransactionId& id) const {
  const auto found = transactions_.find(id);
  return found == transactions_.end() ? std::nullopt : std::optional(found->second);
}

void Oracle::started(std::size_t host) {
  hosts_[host].has_failed_write = false;
  hosts_[host].last_sent.reset();
}

void Oracle::punished(std::size_t host, const engine::PeerId& peer, std::string_view reason) {
  const auto& self = hosts_[host];
  const auto other =
      std::find_if(hosts_.begin(), hosts_.end(), [&](const Host& one) { return one.peer == peer; });
  const bool are_honest = self.is_honest && other != hosts_.end() && other->is_honest;
  if (are_honest && !is_on_another_chain(self) && !is_on_another_chain(*other))
    fault(self.name + " punishes an honest peer: " + std::string(reason));
}

void Oracle::refused_write(std::size_t host) { hosts_[host].has_failed_write = true; }

// What it signed stays in `ever_`: forgetting is no excuse (R9).
void Oracle::wiped(std::size_t host, bool record, bool store) {
  auto& self = hosts_[host];
  if (record) {
    self.durable_votes.clear();
    self.durable_proposals.clear();
    self.durable_bodies.clear();
  }
  if (!store) return;
  self.height = {};
  self.tip = chain_.first_block();
  self.epoch = {};
  self.final_view = {};
}

void Oracle::appended(std::size_t host, ByteView batch) { durable(hosts_[host], read_batch(batch)); }

void Oracle::replaced(std::size_t host, ByteView file) { appended(host, file.subspan(kFileHeaderBytes)); }

void Oracle::durable(Host& host, const std::vector<consensus::RecordEntry>& entries) {
  if (!host.is_honest) return;
  for (const auto& entry : entries) {
    if (const auto* body = std::get_if<consensus::StoredBody>(&entry)) {
      host.durable_bodies.insert(body->block);
      if (headers_.contains(body->block)) continue;
      const auto block = types::decode_block(body->body);
      if (!block || types::id_of(block->header) != body->block)
        return fault(host.name + " keeps a body that is not of its block");
      headers_.emplace(body->block, block->header);
    }
    if (const auto* proposed = std::get_if<consensus::Proposed>(&entry))
      host.durable_proposals.insert({proposed->epoch, proposed->view, proposed->block});
  }
  std::vector<types::VoteSubject> notarized;
  for (const auto& entry : entries) {
    const auto* voted = std::get_if<consensus::Voted>(&entry);
    if (voted == nullptr) continue;
    const auto& vote = voted->vote;
    if (!host.durable_votes.insert({vote.subject, vote.signature}).second) continue;
    judge_vote(host, vote);
    if (vote.subject.kind == types::VoteKind::notarize) notarized.push_back(vote.subject);
    const bool has_body =
        vote.subject.kind == types::VoteKind::nullify || host.durable_bodies.contains(vote.subject.block);
    if (!has_body) fault(host.name + " voted without a durable body in view " + vote.subject.view.text());
  }
  // The last vote that made a certificate, and the vote in the next view, may be of one batch.
  for (const auto& subject : notarized) judge_parent(host, subject);
}

void Oracle::stored(std::size_t host, const storage::WriteBatch& batch) {
  auto& self = hosts_[host];
  if (!self.is_honest) return;
  std::map<Height, types::BlockHeader> headers;
  std::map<Height, types::FinalityProof> proofs;
  std::map<types::TransactionId, Height> transactions;
  for (const auto& entry : batch.entries()) {
    if (!entry.value) continue;
    if (entry.column == storage::Column::blocks && entry.key.size() == 9 && entry.key[8] == 0) {
      const auto header = codec::decode<types::BlockHeader>(*entry.value);
      if (header) headers[header->height] = *header;
    } else if (entry.column == storage::Column::certificates) {
      const auto height = ledger::height_of_key(entry.key);
      auto proof = codec::decode<types::FinalityProof>(*entry.value);
      if (height && proof) proofs[*height] = std::move(*proof);
    } else if (entry.column == storage::Column::transactions) {
      const auto id = types::TransactionId::from_view(entry.key);
      const auto location = ledger::read_location(*entry.value);
      if (id && location) transactions[*id] = location->height;
    } else if (entry.column == storage::Column::epochs) {
      const auto close = codec::decode<types::EpochClose>(*entry.value);
      if (close && close->recovery) judge_adoption(self, close->recovery->recovery.manifest);
    }
  }
  for (const auto& [height, header] : headers) {
    if (is_on_another_chain(self))
      fault(self.name + " goes along with a recovery although a later block is final there (R21)");
    const auto proof = proofs.find(height);
    judge_final(self, header, proof == proofs.end() ? nullptr : &proof->second);
    self.durable_bodies.insert(types::id_of(header));
    if (height < self.height) continue;
    self.height = height;
    self.tip = types::id_of(header);
    self.epoch = types::epoch_after(header);
    const bool is_in_its_epoch = proof != proofs.end() && self.epoch == header.epoch;
    self.final_view = is_in_its_epoch ? proof->second.finalization.subject.view : types::View{};
  }
  for (const auto& [id, height] : transactions) {
    const auto [found, is_new] = transactions_.emplace(id, height);
    if (found->second != height) fault(self.name + " has transaction " + id.text() + " at two heights");
  }
}

void Oracle::judge_final(Host& host, const types::BlockHeader& header, const types::FinalityProof* proof) {
  if (header.height.value == 0) return;
  const auto at = host.name + " at height " + header.height.text();
  const auto [held, is_new] = final_.emplace(header.height, header);
  if (!is_new && held->second != header) return fault(at + ": another block is final there already");
  const auto set = sets_.find(header.epoch);
  if (set == sets_.end()) return fault(at + ": a block of an epoch that nobody opened");
  if (header.validator_set != set->second.hash()) fault(at + ": the header names another validator set");
  if (const auto* parent = this->header(Height{header.height.value - 1})) {
    if (header.parent != types::id_of(*parent)) fault(at + ": the chain does not extend itself");
    if (header.time <= parent->time) fault(at + ": time does not pass");
    const auto [epoch, recovery] = what_follows(*parent);
    if (header.epoch != epoch)
      fault(at + ": a child of a closing block in its epoch, or the other way round (R16)");
    if (header.recovery != recovery) fault(at + ": it names another recovery than the members signed (R21)");
  }
  if (proof == nullptr) return fault(at + ": final without a proof");
  if (!types::verify(*proof, header, set->second)) fault(at + ": the finality proof does not hold");
  judge_certificate(at, proof->finalization);
  if (is_new && header.validator_set != header.next_validator_set) open_epoch_after(header);
}

// R18: one validator is added or removed. So the next set is found by its hash.
void Oracle::open_epoch_after(const types::BlockHeader& closing) {
  const auto& old = sets_.at(closing.epoch);
  std::vector<types::ValidatorSet> candidates;
  for (const auto& key : known_keys_) {
    auto set = old;
    if (const auto index = old.index_of(key)) {
      set.validators.erase(set.validators.begin() + *index);
    } else {
      set.validators.push_back({key});
      std::sort(set.validators.begin(), set.validators.end(),
                [](const types::Validator& a, const types::Validator& b) { return a.key < b.key; });
    }
    candidates.push_back(std::move(set));
  }
  for (auto& set : candidates) {
    if (set.validators.empty() || set.hash() != closing.next_validator_set) continue;
    sets_[types::Epoch{closing.epoch.value + 1}] = std::move(set);
    roots_[types::Epoch{closing.epoch.value + 1}] = types::id_of(closing);
    return;
  }
  fault("the set after height " + closing.height.text() + " differs by more than one validator (R18)");
}

void Oracle::acknowledged(std::size_t host, const types::TransactionId& id, Height height) {
  auto& self = hosts_[host];
  acknowledged_.emplace(id, height);
  if (!self.is_honest) return;
  if (self.height < height) fault(self.name + " told a client of a final block that is not durable there");
  const auto found = transactions_.find(id);
  if (found == transactions_.end() || found->second != height)
    fault(self.name + " told a client that " + id.text() + " is final at " + height.text());
}

}  // namespace kula::sim
