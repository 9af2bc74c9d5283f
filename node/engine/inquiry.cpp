#include "node/engine/inquiry.h"

#include <algorithm>

namespace kula::engine {

std::optional<PeerId> Inquiry::choose(const std::vector<PeerId>& preferred, const Peers& peers,
                                      std::uint64_t steady_ms) {
  const auto is_left = [&](const PeerId& peer) { return peers.is_connected(peer) && !tried_.contains(peer); };
  for (const auto& peer : preferred) {
    if (is_left(peer)) return peer;
  }
  for (const auto& peer : peers.all()) {
    if (is_left(peer)) return peer;
  }
  tried_.clear();
  wait(steady_ms);
  return std::nullopt;
}

void Inquiry::wait(std::uint64_t steady_ms) {
  due_ms_ = steady_ms + patience_ms_;
  patience_ms_ = std::min(2 * patience_ms_, kMaxAnswerMs);
}

void Inquiry::asked(const PeerId& peer, std::uint64_t nonce, std::uint64_t steady_ms) {
  tried_.insert(peer);
  if (questions_.size() == kMaxOpenQuestions) questions_.erase(questions_.begin());
  questions_.push_back({peer, nonce});
  wait(steady_ms);
}

bool Inquiry::take_answer(const PeerId& peer, std::uint64_t nonce) {
  const auto found = std::find_if(questions_.begin(), questions_.end(), [&](const Question& question) {
    return question.peer == peer && question.nonce == nonce;
  });
  if (found == questions_.end()) return false;
  questions_.erase(found);
  return true;
}

}  // namespace kula::engine
