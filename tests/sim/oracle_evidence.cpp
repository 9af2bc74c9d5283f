// Evidence (R15): who has received two votes that exclude each other says so, and nobody honest is accused.
#include <algorithm>

#include "tests/sim/oracle.h"

namespace kula::sim {

using types::VoteKind;

namespace {

// R14, and how far behind a node may be that still listens (R19).
constexpr std::uint64_t kReach = 64;

// Two notarize or two finalize votes for different blocks, finalize with another notarize, nullify with
// finalize; of one view.
bool exclude_each_other(const types::VoteSubject& a, const types::VoteSubject& b) {
  if (a.epoch != b.epoch || a.view != b.view) return false;
  const auto is_either = [&](VoteKind kind) { return a.kind == kind || b.kind == kind; };
  return is_either(VoteKind::nullify) ? is_either(VoteKind::finalize) : a.block != b.block;
}

// Of a message that tells of one vote, and that a correct node takes as it is. Proposals that pass over views
// or stand on the root bring more that may be wrong with them.
const types::Vote* vote_in(const consensus::Message& message) {
  if (const auto* said = std::get_if<consensus::VoteMessage>(&message)) return &said->vote;
  const auto* proposal = std::get_if<consensus::Proposal>(&message);
  const bool is_plain = proposal != nullptr && proposal->parent_certificate &&
                        proposal->nullifications.empty() && !proposal->is_again();
  if (!is_plain) return nullptr;
  const auto& parent = proposal->parent_certificate->subject;
  const bool stands_on_it = parent.kind != VoteKind::nullify && parent.view == proposal->parent_view &&
                            parent.block == proposal->header.parent;
  return stands_on_it && types::id_of(proposal->header) == proposal->block() ? &proposal->vote : nullptr;
}

}  // namespace

bool Oracle::is_signed(const crypto::PublicKey& key, const types::Vote& vote) const {
  return crypto::verify(key, types::vote_message(chain_.id(), vote.subject), vote.signature);
}

// What nobody has to keep: votes of views that are closed or far ahead, and votes that come to a node which
// catches up.
bool Oracle::received(std::size_t host, ByteView bytes) {
  auto& self = hosts_[host];
  const bool all_are_honest = honest_keys_.size() == known_keys_.size();
  if (!self.is_honest || all_are_honest || height().value > self.height.value + kReach) return false;
  const auto message = engine::decode_peer_message(bytes);
  const auto* said = message ? std::get_if<engine::ConsensusMessage>(&*message) : nullptr;
  const auto* vote = said == nullptr ? nullptr : vote_in(said->message);
  const auto key = vote == nullptr ? std::nullopt : key_of(*vote);
  if (!key || is_honest(*key) || self.owed.contains({*key, vote->subject.epoch})) return false;
  const auto& subject = vote->subject;
  const bool is_in_reach = subject.epoch == self.epoch && subject.view >= self.final_view &&
                           subject.view.value <= self.final_view.value + kReach;
  if (!is_in_reach || !is_signed(*key, *vote)) return false;
  auto& heard = self.heard[{*key, subject.view}];
  const bool is_pair = std::any_of(heard.begin(), heard.end(), [&](const types::VoteSubject& first) {
    return exclude_each_other(first, subject);
  });
  if (is_pair) return self.owed.insert({*key, subject.epoch}).second;
  heard.insert(subject);
  return false;
}

void Oracle::holds(std::size_t host, const api::EvidenceList& list) {
  const auto& self = hosts_[host];
  auto missing = self.owed;
  for (const auto& one : list.evidence) {
    missing.erase({one.validator, one.epoch});
    judge_evidence(self, one);
  }
  for (const auto& [key, epoch] : missing)
    fault(self.name + " received two votes that exclude each other, and keeps no evidence (R15) of epoch " +
          epoch.text());
}

void Oracle::judge_evidence(const Host& host, const api::EvidenceView& evidence) {
  const auto& [first, second] = std::tie(evidence.first, evidence.second);
  const bool holds = key_of(first) == evidence.validator && first.validator == second.validator &&
                     first.subject.epoch == evidence.epoch && first.subject.view == evidence.view &&
                     exclude_each_other(first.subject, second.subject) &&
                     is_signed(evidence.validator, first) && is_signed(evidence.validator, second);
  const auto about = " (R15) of epoch " + evidence.epoch.text() + ", view " + evidence.view.text();
  if (!holds) fault(host.name + " has evidence that proves nothing" + about);
  if (is_honest(evidence.validator)) fault(host.name + " has evidence against somebody honest" + about);
}

// It was never promised to outlive the process.
void Oracle::ended(std::size_t host, const api::EvidenceList& list) {
  hosts_[host].heard.clear();
  hosts_[host].owed.clear();
  holds(host, list);
}

}  // namespace kula::sim
