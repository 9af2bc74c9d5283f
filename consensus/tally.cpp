#include "consensus/tally.h"

#include "ledger/base/check.h"

namespace kula::consensus {

using types::VoteKind;

namespace {
constexpr std::array<VoteKind, 3> kKinds = {VoteKind::notarize, VoteKind::nullify, VoteKind::finalize};
std::size_t index(VoteKind kind) { return static_cast<std::size_t>(kind); }
}  // namespace

bool conflicts(const types::VoteSubject& a, const types::VoteSubject& b) {
  if (a.epoch != b.epoch || a.view != b.view) return false;
  if (a.kind == VoteKind::nullify || b.kind == VoteKind::nullify) {
    return a.kind == VoteKind::finalize || b.kind == VoteKind::finalize;
  }
  return a.block != b.block;
}

std::optional<Evidence> Tally::add(const types::Vote& vote) {
  if (const auto* held = contradicted_by(vote)) {
    if (!reported_.insert(vote.validator).second) return std::nullopt;
    return Evidence{*held, vote};
  }
  auto& mine = votes_[vote.validator][index(vote.subject.kind)];
  if (!mine) mine = vote;
  return std::nullopt;
}

std::vector<Evidence> Tally::add(const types::Certificate& certificate) {
  std::vector<Evidence> found;
  auto signature = certificate.signatures.begin();
  for (std::uint8_t signer = 0; signer < types::kMaxValidators; ++signer) {
    if ((certificate.signers >> signer & 1) == 0) continue;
    KULA_CHECK(signature != certificate.signatures.end(), "a certificate with fewer signatures than signers");
    if (const auto evidence = add(types::Vote{certificate.subject, signer, *signature++}))
      found.push_back(*evidence);
  }
  return found;
}

const types::Vote* Tally::contradicted_by(const types::Vote& vote) const {
  for (const auto kind : kKinds) {
    const auto* held = find(kind, vote.validator);
    if (held != nullptr && conflicts(held->subject, vote.subject)) return held;
  }
  return nullptr;
}

std::size_t Tally::count(VoteKind kind, const types::BlockId& block) const {
  std::size_t result = 0;
  for (const auto& [validator, votes] : votes_) {
    const auto& vote = votes[index(kind)];
    if (vote && vote->subject.block == block) ++result;
  }
  return result;
}

const types::Vote* Tally::find(VoteKind kind, std::uint8_t validator) const {
  const auto found = votes_.find(validator);
  if (found == votes_.end() || !found->second[index(kind)]) return nullptr;
  return &*found->second[index(kind)];
}

std::optional<types::Certificate> Tally::certificate(VoteKind kind, std::size_t quorum) const {
  for (const auto& [validator, votes] : votes_) {
    const auto& candidate = votes[index(kind)];
    if (!candidate || count(kind, candidate->subject.block) < quorum) continue;
    types::Certificate result;
    result.subject = candidate->subject;
    for (const auto& [signer, theirs] : votes_) {  // ascending
      const auto& vote = theirs[index(kind)];
      if (!vote || vote->subject.block != candidate->subject.block) continue;
      KULA_CHECK(vote->subject == result.subject && signer < 32, "votes of two subjects in one certificate");
      result.signers |= std::uint32_t{1} << signer;
      result.signatures.push_back(vote->signature);
    }
    return result;
  }
  return std::nullopt;
}

}  // namespace kula::consensus
