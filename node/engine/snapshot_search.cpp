#include "node/engine/snapshot_search.h"

#include <algorithm>

#include "node/engine/nonce.h"

namespace kula::engine {

SnapshotSearch::SnapshotSearch(Rooms rooms, std::uint64_t interval_blocks, std::vector<types::BlockId> begun,
                               bool is_wanted)
    : rooms_(std::move(rooms)),
      interval_(interval_blocks),
      begun_(std::move(begun)),
      phase_(is_wanted && begun_.size() < kMaxFills ? Phase::waiting : Phase::over) {}

void SnapshotSearch::work(const Now& now) {
  look(now);
  next_look_ms_.reset();
  if (phase_ != Phase::asking) return;
  std::vector<std::uint64_t> times{begun_ms_ + kSnapshotPatienceMs, begun_ms_ + kSnapshotAnswersMs,
                                   begun_ms_ + kSnapshotSearchMs, begun_ms_ + kSnapshotSearchAtMostMs};
  if (tried_) times.push_back(tried_until_ms_);
  if (question_) times.push_back(question_->due_ms);
  for (const auto time : times) {
    if (time > now.steady_ms) next_look_ms_ = std::min(next_look_ms_.value_or(time), time);
  }
}

void SnapshotSearch::look(const Now& now) {
  if (phase_ == Phase::over) return;
  if (rooms_.ledger.tip().height.value > 0) return end("");
  if (phase_ == Phase::waiting) {
    if (rooms_.board.highest().value < kSnapshotDistance) return;
    begin(now);
  }
  ask_peers();
  if (tried_ && (now.steady_ms >= tried_until_ms_ || (question_ && now.steady_ms >= question_->due_ms)))
    forget(*tried_);  // it does not answer in time
  const auto passed_ms = now.steady_ms - begun_ms_;
  const bool is_all_here = is_everybody_heard() && passed_ms >= kSnapshotPatienceMs;
  if (!is_all_here && passed_ms < kSnapshotAnswersMs) return;
  if (passed_ms >= kSnapshotSearchAtMostMs)
    return end("no snapshot was found in time: every block is fetched and executed");
  try_candidates(now);
  if (phase_ != Phase::asking || best() != nullptr) return;
  if (is_all_here || passed_ms >= kSnapshotSearchMs)
    end("no peer gives a snapshot: every block is fetched and executed");
}

void SnapshotSearch::begin(const Now& now) {
  phase_ = Phase::asking;
  begun_ms_ = now.steady_ms;
  trusted_ = {types::trusted_from(rooms_.ledger.tip(), rooms_.ledger.validator_set())};
  rooms_.log.write(LogLevel::info, "looks for a snapshot: the network is at height " +
                                       rooms_.board.highest().text() + " or higher");
}

void SnapshotSearch::ask_peers() {
  for (const auto& peer : rooms_.peers.all()) {
    const auto* claim = rooms_.board.claim(peer);
    if (claim == nullptr || claim->height.value < kSnapshotDistance || asked_.contains(peer)) continue;
    const auto nonce = make_nonce(rooms_.random);
    asked_.emplace(peer, nonce);
    rooms_.peers.send(peer, Lane::sync, SnapshotRequest{nonce});
  }
}

bool SnapshotSearch::is_everybody_heard() const {
  return std::none_of(asked_.begin(), asked_.end(), [](const auto& one) { return one.second.has_value(); });
}

void SnapshotSearch::receive(const PeerId& peer, SnapshotAnswer message) {
  const auto asked = asked_.find(peer);
  if (phase_ != Phase::asking || asked == asked_.end() || asked->second != message.nonce) return;
  asked->second.reset();
  if (!message.manifest || message.manifest->header.height.value < kSnapshotDistance) return;
  const auto block = types::id_of(message.manifest->header);
  candidates_.push_back({peer, std::move(*message.manifest), block});
}

void SnapshotSearch::receive(const PeerId& peer, const ClosesAnswer& message) {
  if (!question_ || question_->peer != peer || question_->nonce != message.nonce) return;
  question_.reset();
  // The end of an epoch may be larger than a message (R21): no honest peer can give it, and none is to blame.
  if (message.closes.empty()) return forget(peer);
  if (message.closes.size() > kMaxCloses)
    return reject(peer, "it gives more ends of epochs than were asked for");
  for (const auto& close : message.closes) {
    auto trusted = trusted_.back();
    if (!types::advance(trusted, close, &rooms_.judge))
      return reject(peer, "it gives an end of an epoch that is none");
    closes_.push_back(close);
    trusted_.push_back(std::move(trusted));
  }
}

std::size_t SnapshotSearch::givers(const Candidate& one) const {
  return static_cast<std::size_t>(
      std::count_if(candidates_.begin(), candidates_.end(), [&](const Candidate& other) {
        return other.block == one.block && other.manifest.depth == one.manifest.depth;
      }));
}

// All peers will be asked for its chunks, so that less than an interval is a small price for one that more of
// them have. What was begun before and came to nothing comes last; when one peer alone gives it, it is that
// peer's offer that cannot be taken, and holds us up no second time.
SnapshotSearch::Candidate* SnapshotSearch::best() {
  const auto was_begun = [&](const Candidate& one) {
    return std::find(begun_.begin(), begun_.end(), one.block) != begun_.end();
  };
  std::vector<Candidate*> usable;
  for (auto& one : candidates_) {
    if (!was_begun(one) || givers(one) > 1) usable.push_back(&one);
  }
  if (std::any_of(usable.begin(), usable.end(), [&](const auto* one) { return !was_begun(*one); }))
    std::erase_if(usable, [&](const auto* one) { return was_begun(*one); });
  const auto height = [](const Candidate* one) { return one->manifest.header.height; };
  Height newest;
  for (const auto* one : usable) newest = std::max(newest, height(one));
  std::erase_if(usable, [&](const auto* one) {
    return height(one) < newest && newest.value - height(one).value >= interval_;
  });
  const auto found = std::max_element(usable.begin(), usable.end(), [&](const auto* a, const auto* b) {
    return std::pair(givers(*a), height(a)) < std::pair(givers(*b), height(b));
  });
  return found == usable.end() ? nullptr : *found;
}

void SnapshotSearch::try_candidates(const Now& now) {
  while (!question_) {
    auto* const best = this->best();
    if (best == nullptr) return;
    const auto peer = best->peer;
    const auto epoch = best->manifest.header.epoch;
    if (tried_ != peer) {
      tried_ = peer;
      tried_until_ms_ = now.steady_ms + kSnapshotSearchMs;
      // Recoveries among what another gave may be plans that were given up, and would speak against this one.
      closes_.clear();
      trusted_.erase(trusted_.begin() + 1, trusted_.end());
    }
    if (epoch.value >= trusted_.size()) {
      question_ = {peer, make_nonce(rooms_.random), now.steady_ms + kClosesAnswerMs};
      return rooms_.peers.send(peer, Lane::sync,
                               ClosesRequest{question_->nonce, types::Epoch{closes_.size()}});
    }
    if (const auto fault = types::find_fault(best->manifest, trusted_[epoch.value])) {
      reject(peer, "it gives a snapshot that is none: " + std::string(to_string(*fault)));
      continue;
    }
    FoundSnapshot found{std::move(best->manifest), std::move(closes_)};
    found.closes.resize(epoch.value);
    rooms_.log.write(LogLevel::info, "begins with the snapshot at height " +
                                         found.manifest.header.height.text() + " that " +
                                         rooms_.peers.name(peer) + " gives");
    end("");
    return rooms_.found(std::move(found));
  }
}

void SnapshotSearch::end(std::string_view why) {
  phase_ = Phase::over;
  candidates_.clear();
  question_.reset();
  if (!why.empty()) rooms_.log.write(LogLevel::info, why);
}

void SnapshotSearch::disconnected(const PeerId& peer) {
  // Once a search: who comes back again and again does not keep it going.
  if (const auto asked = asked_.find(peer); asked != asked_.end()) asked->second.reset();
  forget(peer);
}

void SnapshotSearch::forget(const PeerId& peer) {
  std::erase_if(candidates_, [&](const Candidate& one) { return one.peer == peer; });
  if (question_ && question_->peer == peer) question_.reset();
  if (tried_ == peer) tried_.reset();
}

void SnapshotSearch::reject(const PeerId& peer, const std::string& reason) {
  disconnected(peer);
  rooms_.board.disconnected(peer);
  rooms_.peers.punish(peer, reason);
}

}  // namespace kula::engine
