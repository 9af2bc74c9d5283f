// What was signed and what was sent.
#include <algorithm>

#include "tests/sim/oracle.h"

namespace kula::sim {

using types::VoteKind;

namespace {

std::string text_of(const types::VoteSubject& subject) {
  return std::string(enum_names(VoteKind{})[static_cast<std::size_t>(subject.kind)]) + " of epoch " +
         subject.epoch.text() + ", view " + subject.view.text();
}

}  // namespace

std::optional<crypto::PublicKey> Oracle::key_of(const types::Vote& vote) const {
  const auto set = sets_.find(vote.subject.epoch);
  if (set == sets_.end() || vote.validator >= set->second.size()) return std::nullopt;
  return set->second.validators[vote.validator].key;
}

// One vote of each kind a view; never nullify with finalize, never finalize with another notarize (R4-R6).
void Oracle::judge_vote(const Host& host, const types::Vote& vote) {
  const auto& subject = vote.subject;
  const auto key = key_of(vote);
  if (key != host.key) return fault(host.name + " signed for somebody else: " + text_of(subject));
  const Slot slot{*key, subject.epoch, subject.view, subject.kind};
  const auto [held, is_new] = ever_.emplace(slot, Ever{subject.block, vote.signature});
  if (!is_new && held->second.block != subject.block)
    return fault(host.name + " signed two votes: " + text_of(subject));
  if (!is_new && held->second.signature != vote.signature)
    fault(host.name + " signed a vote again (R8): " + text_of(subject));
  const auto other = [&](VoteKind kind) {
    const auto found = ever_.find({*key, subject.epoch, subject.view, kind});
    return found == ever_.end() ? nullptr : &found->second;
  };
  const bool is_both = (subject.kind == VoteKind::nullify && other(VoteKind::finalize) != nullptr) ||
                       (subject.kind == VoteKind::finalize && other(VoteKind::nullify) != nullptr);
  if (is_both) fault(host.name + " signed nullify and finalize: " + text_of(subject));
  const auto* notarized = other(VoteKind::notarize);
  const auto* finalized = other(VoteKind::finalize);
  if (notarized != nullptr && finalized != nullptr && notarized->block != finalized->block)
    fault(host.name + " finalized another block than it notarized: " + text_of(subject));
}

bool Oracle::could_exist(const types::VoteSubject& subject) const {
  const auto& validators = sets_.at(subject.epoch).validators;
  const auto signers = std::count_if(validators.begin(), validators.end(), [&](const auto& validator) {
    if (!is_honest(validator.key)) return true;
    const auto found = ever_.find({validator.key, subject.epoch, subject.view, subject.kind});
    return found != ever_.end() && found->second.block == subject.block;
  });
  return static_cast<std::size_t>(signers) >= validators.size() - (validators.size() - 1) / 3;
}

// R2, R4, R16.
void Oracle::judge_parent(const Host& host, const types::VoteSubject& notarized) {
  const auto found = headers_.find(notarized.block);
  if (found == headers_.end() || !sets_.contains(notarized.epoch)) return;  // told already
  const auto& header = found->second;
  const auto parent = headers_.find(header.parent);
  const bool follows_the_end = parent != headers_.end() && parent->second.epoch == header.epoch &&
                               parent->second.validator_set != parent->second.next_validator_set;
  if (follows_the_end) fault(host.name + " voted for a child of a closing block: " + text_of(notarized));
  const auto& stands_on = header.view < notarized.view ? notarized.block : header.parent;
  for (types::View view{notarized.view.value - 1}; view.value > 0; --view.value) {
    if (could_exist({VoteKind::notarize, notarized.epoch, view, stands_on})) return;
    if (!could_exist({VoteKind::nullify, notarized.epoch, view, {}}))
      return fault(host.name + " voted for a block that passes over view " + view.text() + ": " +
                   text_of(notarized));
  }
  if (stands_on != roots_.at(notarized.epoch))
    fault(host.name + " voted for a block whose parent nobody certified: " + text_of(notarized));
}

void Oracle::judge_sent_vote(const Host& host, const types::Vote& vote) {
  const auto key = key_of(vote);
  if (!key) return fault(host.name + " sent a vote of nobody: " + text_of(vote.subject));
  if (key != host.key) return;
  judge_vote(host, vote);
  if (!host.durable_votes.contains({vote.subject, vote.signature}))
    fault(host.name + " sent a vote before it was durable (R8): " + text_of(vote.subject));
}

void Oracle::judge_sent(const Host& host, const consensus::VoteMessage& message) {
  judge_sent_vote(host, message.vote);
}

void Oracle::judge_sent(const Host& host, const consensus::CertificateMessage& message) {
  judge_certificate(host.name + " sent", message.certificate);
}

void Oracle::judge_sent(const Host& host, const consensus::ViewAnswer& message) {
  if (message.entered_by) judge_certificate(host.name + " answered with", *message.entered_by);
}

void Oracle::judge_sent(const Host& host, const consensus::Proposal& proposal) {
  const auto& subject = proposal.vote.subject;
  if (key_of(proposal.vote) != host.key) return;  // somebody else's, passed on
  judge_sent_vote(host, proposal.vote);
  if (!host.durable_proposals.contains({subject.epoch, subject.view, subject.block}))
    fault(host.name + " sent a proposal before it was durable (R3, R8): " + text_of(subject));
  if (!host.durable_bodies.contains(subject.block))
    fault(host.name + " sent a proposal without a durable body (R8): " + text_of(subject));
  if (proposal.parent_certificate)
    judge_certificate(host.name + " proposed on", *proposal.parent_certificate);
  for (const auto& nullification : proposal.nullifications)
    judge_certificate(host.name + " passed over", nullification);
}

void Oracle::judge_certificate(const std::string& where, const types::Certificate& certificate) {
  const auto& subject = certificate.subject;
  if (!judged_.insert({subject, certificate.signers}).second) return;
  const auto set = sets_.find(subject.epoch);
  if (set == sets_.end()) return fault(where + " a certificate of an unknown epoch: " + text_of(subject));
  if (!types::verify(certificate, chain_.id(), set->second))
    return fault(where + " a certificate that does not hold: " + text_of(subject));
  std::size_t signers = 0;
  for (std::size_t i = 0; i < set->second.size(); ++i) {
    if ((certificate.signers >> i & 1) == 0) continue;
    ++signers;
    const auto& key = set->second.validators[i].key;
    if (!is_honest(key)) continue;
    const auto found = ever_.find({key, subject.epoch, subject.view, subject.kind});
    if (found == ever_.end() || found->second.block != subject.block)
      fault(where + " a certificate with a vote that was never durable: " + text_of(subject));
  }
  const auto size = set->second.size();
  if (signers < size - (size - 1) / 3) fault(where + " a certificate without a quorum: " + text_of(subject));

  const auto [held, is_new] =
      certified_.emplace(std::tuple(subject.epoch, subject.view, subject.kind), subject.block);
  if (held->second != subject.block) fault("two certificates exclude each other: " + text_of(subject));
  if (is_new && subject.kind == VoteKind::nullify) ++nullified_;
  const auto has = [&](VoteKind kind) { return certified_.contains({subject.epoch, subject.view, kind}); };
  if (has(VoteKind::nullify) && has(VoteKind::finalize))
    fault("a view is nullified and finalized: " + text_of(subject));
}

void Oracle::sent(std::size_t host, const std::shared_ptr<const Bytes>& bytes) {
  auto& self = hosts_[host];
  if (!self.is_honest || self.last_sent == bytes) return;
  self.last_sent = bytes;
  if (self.has_failed_write) fault(self.name + " sent something after a failed write (R8)");
  const auto message = engine::decode_peer_message(*bytes);
  if (!message) return fault(self.name + " sent a message that is none");
  if (const auto* said = std::get_if<engine::ConsensusMessage>(&*message))
    std::visit([&](const auto& one) { judge_sent(self, one); }, said->message);
}

}  // namespace kula::sim
