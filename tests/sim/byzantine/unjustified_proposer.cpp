#include "tests/sim/byzantine/unjustified_proposer.h"

namespace kula::sim::byzantine {

namespace {

constexpr std::size_t kViews = 64;

template <class Value>
void keep(std::map<types::View, Value>& kept, types::View view, const Value& value) {
  kept.emplace(view, value);
  if (kept.size() > kViews) kept.erase(kept.begin());
}

}  // namespace

void UnjustifiedProposer::note(const types::Certificate& certificate) {
  if (certificate.subject.epoch != epoch_) return;
  auto& kept = certificate.subject.kind == types::VoteKind::nullify ? nullified_ : certified_;
  keep(kept, certificate.subject.view, certificate);
}

void UnjustifiedProposer::note(const consensus::Message& message) {
  if (const auto* one = std::get_if<consensus::CertificateMessage>(&message)) note(one->certificate);
  const auto* proposal = std::get_if<consensus::Proposal>(&message);
  if (proposal == nullptr) return;
  if (proposal->header.epoch > epoch_) {
    epoch_ = proposal->header.epoch;
    proposed_.clear();
    certified_.clear();
    nullified_.clear();
  }
  if (proposal->header.epoch != epoch_) return;
  keep(proposed_, proposal->view(), proposal->block());
  if (proposal->parent_certificate) note(*proposal->parent_certificate);
  for (const auto& nullification : proposal->nullifications) note(nullification);
}

std::optional<consensus::Proposal> UnjustifiedProposer::child_of(const types::BlockId& parent,
                                                                 const consensus::Proposal& proposal) {
  const auto executed = node().ledger().executed(parent);
  const bool is_tip = parent == node().ledger().tip_id();
  if (executed == nullptr && !is_tip) return std::nullopt;
  const auto& on = is_tip ? node().ledger().tip() : executed->block.header;
  const ledger::ProposalSeed seed{types::epoch_after(on), proposal.view(), proposal.vote.validator,
                                  after(std::max(on.time, proposal.header.time), 1)};
  const auto built = node().ledger().propose(
      parent, seed, {}, [](const types::Transaction&, const types::Auth&) { return true; });
  if (!built) return std::nullopt;
  auto child = proposal;
  child.header = built->executed->block.header;
  child.header.epoch = proposal.header.epoch;
  child.transactions.clear();
  auto subject = proposal.vote.subject;
  subject.block = types::id_of(child.header);
  child.vote = sign(subject, proposal.vote.validator);
  return child;
}

// Its engine would propose the closing block itself, again.
std::optional<consensus::Proposal> UnjustifiedProposer::on_closing(const consensus::Proposal& proposal) {
  return child_of(proposal.block(), proposal);
}

// With its true certificate, and whatever nullifications there are.
std::optional<consensus::Proposal> UnjustifiedProposer::on_older(const consensus::Proposal& proposal) {
  std::vector<types::View> views;
  if (proposal.parent_view.value > 0) views.push_back(types::View{0});
  for (const auto& [view, certificate] : certified_) {
    if (view < proposal.parent_view && certificate.subject.block != proposal.header.parent)
      views.push_back(view);
  }
  while (!views.empty()) {
    const auto view = views.back();  // the newest are the ones that others may still know
    views.pop_back();
    const auto found = certified_.find(view);
    // Below the first certified block is the epoch's root, which is the tip as long as nothing is final.
    const auto parent = found == certified_.end() ? node().ledger().tip_id() : found->second.subject.block;
    auto child = child_of(parent, proposal);
    if (!child || (view.value == 0 && parent == proposal.header.parent)) continue;
    child->parent_view = view;
    child->parent_certificate = std::nullopt;
    if (found != certified_.end()) child->parent_certificate = found->second;
    child->nullifications.clear();
    for (const auto& [passed, nullification] : nullified_) {
      if (passed > view && passed < proposal.view()) child->nullifications.push_back(nullification);
    }
    return child;
  }
  return std::nullopt;
}

// As if it were the epoch's root, which needs no certificate.
std::optional<consensus::Proposal> UnjustifiedProposer::on_uncertified(const consensus::Proposal& proposal) {
  for (auto it = proposed_.rbegin(); it != proposed_.rend(); ++it) {
    const auto& [view, block] = *it;
    if (view >= proposal.view() || block == proposal.header.parent || certified_.contains(view)) continue;
    auto child = child_of(block, proposal);
    if (!child) continue;
    child->parent_view = types::View{0};
    child->parent_certificate = std::nullopt;
    child->nullifications.clear();
    return child;
  }
  return std::nullopt;
}

std::optional<consensus::Proposal> UnjustifiedProposer::other_than(const consensus::Proposal& proposal) {
  if (types::closes_epoch(proposal.header)) return on_closing(proposal);
  if (random().chance(200)) return std::nullopt;
  auto other = random().chance(500) ? on_uncertified(proposal) : std::nullopt;
  if (!other) other = on_older(proposal);
  if (other || proposal.nullifications.empty()) return other;
  other = proposal;  // on the right parent, but others must ask why
  std::erase_if(other->nullifications, [this](const auto&) { return random().chance(500); });
  return other;
}

void UnjustifiedProposer::on_send(const engine::PeerId& to, engine::Lane lane,
                                  const std::shared_ptr<const Bytes>& bytes) {
  const auto message = consensus_message(*bytes);
  if (!message) return Behaviour::on_send(to, lane, bytes);
  const auto* proposal = std::get_if<consensus::Proposal>(&*message);
  if (proposal == nullptr) note(*message);
  const bool is_own = proposal != nullptr && proposal->vote.validator == own_index();
  if (is_own && proposal->view() != view_) {
    view_ = proposal->view();
    other_ = other_than(*proposal);
  }
  const auto* vote = std::get_if<consensus::VoteMessage>(&*message);
  const bool is_vote_of_view = vote != nullptr && vote->vote.subject.view == view_ &&
                               vote->vote.subject.kind == types::VoteKind::notarize;
  if (is_own && other_) return Behaviour::send(to, *other_);
  if (is_vote_of_view && other_) return Behaviour::send(to, consensus::VoteMessage{other_->vote});
  Behaviour::on_send(to, lane, bytes);
}

bool UnjustifiedProposer::on_receive(const engine::PeerId&, ByteView bytes) {
  if (const auto message = consensus_message(bytes)) note(*message);
  return true;
}

}  // namespace kula::sim::byzantine
