#include "node/engine/block_sync.h"

#include <algorithm>

#include "ledger/types/finality_path.h"
#include "node/engine/nonce.h"

namespace kula::engine {

namespace {

bool is_same(const types::Certificate& a, const types::Certificate& b) {
  return a.subject == b.subject && a.signers == b.signers && a.signatures == b.signatures;
}

}  // namespace

bool BlockSync::is_far_behind() const {
  return is_behind() && credible().value > rooms_.ledger.tip().height.value + kFarBehind;
}

Height BlockSync::target() const { return std::max(rooms_.board.highest(), rooms_.ledger.tip().height); }

void BlockSync::heard(const PeerId& peer, const StatusMessage& message, const Now& now) {
  const auto& header = message.tip;
  const bool is_news = header.height > std::max(proved_, rooms_.ledger.tip().height);
  if (is_news && header.epoch == rooms_.machine.epoch()) {
    if (!message.finality || header.chain_id != rooms_.ledger.chain_id() ||
        !types::verify(*message.finality, header, rooms_.machine.context()->set)) {
      return reject(peer, "it claims a tip that is not final");
    }
    proved_ = header.height;
  }
  update(now);
}

void BlockSync::disconnected(const PeerId& peer) {
  std::erase_if(requests_, [&](const Request& request) { return request.peer == peer; });
}

void BlockSync::update(const Now& now) {
  const auto tip = rooms_.ledger.tip().height;
  if (seen_tip_ != tip) {
    seen_tip_ = tip;
    moved_ms_ = now.steady_ms;
  }
  if (handed_ <= tip) {
    handed_ = tip;
    handed_id_ = rooms_.ledger.tip_id();
  }
  if (target() <= tip) return reset();
  if (!behind_since_ms_) behind_since_ms_ = now.steady_ms;
  if (is_active_) return;
  const bool is_much = target().value - tip.value >= kSyncAtOnce;
  is_active_ = is_much || now.steady_ms >= *behind_since_ms_ + kSyncPatienceMs;
  if (!is_active_) return;
  moved_ms_ = reported_ms_ = now.steady_ms;
  reported_height_ = begun_height_ = tip;
}

void BlockSync::reset() {
  const auto tip = rooms_.ledger.tip().height;
  if (is_active_ && tip.value >= begun_height_.value + kSyncAtOnce)
    rooms_.log.write(LogLevel::info, "caught up from height " + begun_height_.text() + " to " + tip.text());
  is_active_ = false;
  behind_since_ms_.reset();
  received_.clear();
  received_bytes_ = 0;
  requests_.clear();
}

void BlockSync::work(const Now& now) {
  update(now);
  if (!is_active_) return;
  drop_late(now);
  hand_over(now);
  update(now);
  if (!is_active_) return;
  // Told, but not committed: something was lost on the way, as when an epoch ended in between.
  if (handed_ > rooms_.ledger.tip().height && now.steady_ms >= moved_ms_ + kSyncStallMs) {
    moved_ms_ = now.steady_ms;
    handed_ = rooms_.ledger.tip().height;
    handed_id_ = rooms_.ledger.tip_id();
    certificate_.reset();
  }
  ask(now);
  report(now);
}

std::optional<std::uint64_t> BlockSync::due_ms() const {
  if (!behind_since_ms_) return std::nullopt;
  if (!is_active_) return *behind_since_ms_ + kSyncPatienceMs;
  std::optional<std::uint64_t> due;
  if (handed_ > rooms_.ledger.tip().height) due = moved_ms_ + kSyncStallMs;
  for (const auto& request : requests_) due = std::min(due.value_or(request.due_ms), request.due_ms);
  for (const auto& [peer, until_ms] : rests_until_ms_) due = std::min(due.value_or(until_ms), until_ms);
  return due;
}

void BlockSync::drop_late(const Now& now) {
  std::erase_if(requests_, [&](const Request& request) {
    if (request.due_ms > now.steady_ms) return false;
    rests_until_ms_[request.peer] = now.steady_ms + kSyncRestMs;
    return true;
  });
  std::erase_if(rests_until_ms_, [&](const auto& entry) { return entry.second <= now.steady_ms; });
}

Height BlockSync::first_missing(Height from) const {
  while (true) {
    const auto before = from;
    while (received_.contains(from)) from = next(from);
    for (const auto& request : requests_) {
      const auto end = request.first.value + request.count;
      if (request.first <= from && from.value < end) from = Height{end};
    }
    if (from == before) return from;
  }
}

// In turn, so that no peer has to give it all.
std::optional<PeerId> BlockSync::choose(Height first, const Now& now) {
  const auto& all = rooms_.peers.all();
  auto at = all.upper_bound(last_asked_);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (at == all.end()) at = all.begin();
    const auto& peer = *at++;
    const auto* claim = rooms_.board.claim(peer);
    const bool is_busy = std::any_of(requests_.begin(), requests_.end(),
                                     [&](const Request& request) { return request.peer == peer; });
    const auto rest = rests_until_ms_.find(peer);
    const bool rests = rest != rests_until_ms_.end() && rest->second > now.steady_ms;
    if (claim != nullptr && claim->height >= first && !is_busy && !rests) return peer;
  }
  return std::nullopt;
}

void BlockSync::ask(const Now& now) {
  const auto last = std::min(target().value, handed_.value + kSyncWindow);
  while (requests_.size() < kSyncRequests && received_bytes_ < kSyncWindowBytes) {
    const auto first = first_missing(next(handed_));
    if (first.value > last) return;
    const auto peer = choose(first, now);
    if (!peer) return;
    auto end = std::min(last + 1, first.value + kMaxRangeBlocks);
    if (const auto after_gap = received_.lower_bound(first); after_gap != received_.end())
      end = std::min(end, after_gap->first.value);
    for (const auto& request : requests_) {
      if (request.first > first) end = std::min(end, request.first.value);
    }
    const auto nonce = make_nonce(rooms_.random);
    const auto count = static_cast<std::uint16_t>(end - first.value);
    requests_.push_back({first, count, *peer, nonce, now.steady_ms + kRangeAnswerMs});
    last_asked_ = *peer;
    ++rooms_.metrics.range_requests;
    rooms_.peers.send(*peer, Lane::sync, RangeRequest{nonce, first, count});
  }
}

void BlockSync::receive(const PeerId& peer, RangeAnswer message, const Now& now) {
  const auto found = std::find_if(requests_.begin(), requests_.end(), [&](const Request& request) {
    return request.peer == peer && request.nonce == message.nonce;
  });
  if (found == requests_.end()) return;  // given up meanwhile, or never asked
  const auto request = *found;
  requests_.erase(found);
  if (message.blocks.empty()) rests_until_ms_[peer] = now.steady_ms + kSyncRestMs;
  if (message.blocks.size() > request.count) return reject(peer, "it gives more blocks than were asked for");
  const auto state = rooms_.ledger.state_after(rooms_.ledger.tip_id());
  auto height = request.first;
  for (auto& given : message.blocks) {
    auto block = types::decode_block(given.block);
    if (!block || block->header.height != height || block->header.chain_id != rooms_.ledger.chain_id())
      return reject(peer, "it gives another block than was asked for");
    for (const auto& transaction : block->transactions) rooms_.known.insert(transaction);
    // Ahead of time, while blocks before it are executed; what has changed by then is verified again.
    if (state != nullptr) static_cast<void>(rooms_.signatures.verify(block->transactions, *state, [] {}));
    if (height > handed_ && !received_.contains(height)) {
      received_bytes_ += given.block.size();
      received_.emplace(height, Received{std::make_shared<const types::Block>(std::move(*block)),
                                         std::move(given.finality), peer, given.block.size()});
    }
    height = next(height);
  }
}

// In order of height; the next epoch's blocks wait until its set is known (R17).
void BlockSync::hand_over(const Now& now) {
  while (handed_.value < rooms_.ledger.tip().height.value + kSyncAhead) {
    const auto found = received_.find(next(handed_));
    if (found == received_.end()) return;
    const auto& header = found->second.block->header;
    const bool waits_for_epoch =
        header.epoch > rooms_.machine.epoch() && handed_ > rooms_.ledger.tip().height;
    if (waits_for_epoch) return;
    const auto given = std::move(found->second);
    received_bytes_ -= given.bytes;
    received_.erase(found);
    if (given.block->recovery && !goes_by_recovery(given))
      return reject(given.peer, "it gives a block with a recovery that does not hold here");
    if (header.parent != handed_id_ || !is_proved(given.block->header, given.finality)) {
      return reject(given.peer, "it gives a block that is not final");
    }
    handed_ = given.block->header.height;
    handed_id_ = types::id_of(given.block->header);
    proved_ = std::max(proved_, handed_);
    moved_ms_ = now.steady_ms;
    rooms_.deliver(consensus::BlockFetched{given.block});
    // A certificate of a descendant is of use once that is here.
    const bool is_own = given.finality.path.empty();
    if (is_own && !std::exchange(was_told_, true)) rooms_.deliver(consensus::MessageReceived{*certificate_});
    if (handed_ < rooms_.ledger.tip().height) update(now);
  }
}

// R21: the members ended the epoch that we are in. That they signed is not all: the new validators have made
// this block final, so it is no plan that was given up.
bool BlockSync::goes_by_recovery(const Received& given) {
  const auto& header = given.block->header;
  const auto& recovery = *given.block->recovery;
  if (header.epoch <= rooms_.machine.epoch()) return true;
  // A later block of the old validators is final: the chain did not end where the members say.
  if (proved_ > handed_) return false;
  return header.parent == handed_id_ && header.parent == recovery.manifest.block &&
         types::verify(given.finality, header, recovery.manifest.next) && rooms_.adopt(recovery);
}

bool BlockSync::is_proved(const types::BlockHeader& header, const types::FinalityProof& proof) {
  const auto& context = *rooms_.machine.context();
  if (header.epoch != context.epoch || header.validator_set != context.set.hash() ||
      !types::is_linked(proof, header))
    return false;
  if (certificate_) {
    const auto& known = std::get<consensus::CertificateMessage>(certificate_->message()).certificate;
    if (is_same(known, proof.finalization)) return true;
  }
  auto verified = rooms_.messages.verify(context, consensus::CertificateMessage{proof.finalization});
  if (!verified) return false;
  certificate_ = std::move(*verified);
  was_told_ = false;
  return true;
}

// Everything it gave is asked of others.
void BlockSync::reject(const PeerId& peer, std::string_view reason) {
  std::erase_if(received_, [&](const auto& entry) {
    if (entry.second.peer != peer) return false;
    received_bytes_ -= entry.second.bytes;
    return true;
  });
  disconnected(peer);
  rooms_.board.disconnected(peer);
  rooms_.peers.punish(peer, reason);
}

void BlockSync::report(const Now& now) {
  if (now.steady_ms < reported_ms_ + kSyncReportMs) return;
  const auto tip = rooms_.ledger.tip().height;
  const auto rate = (tip.value - reported_height_.value) * 1000 / (now.steady_ms - reported_ms_);
  reported_ms_ = now.steady_ms;
  reported_height_ = tip;
  rooms_.log.write(LogLevel::info, "catching up: height " + tip.text() + " of " + target().text() + ", " +
                                       std::to_string(rate) + " blocks a second, " +
                                       std::to_string(rooms_.peers.all().size()) + " peers");
}

}  // namespace kula::engine
