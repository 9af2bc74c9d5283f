// One thing that is wanted from peers (R22): whom to ask next, when to give one up, when to ask again. A
// value; the owner sends the questions.
#pragma once

#include <vector>

#include "node/engine/peers.h"

namespace kula::engine {

class Inquiry {
 public:
  // True when nobody is being asked, or the one who is has had enough time.
  [[nodiscard]] bool is_due(std::uint64_t steady_ms) const { return steady_ms >= due_ms_; }
  [[nodiscard]] std::uint64_t due_ms() const { return due_ms_; }

  // Another peer each time: the preferred ones that are connected, then everybody. Nothing when all were
  // asked, or nobody is connected: then there is a pause, and all begins again.
  [[nodiscard]] std::optional<PeerId> choose(const std::vector<PeerId>& preferred, const Peers& peers,
                                             std::uint64_t steady_ms);
  void asked(const PeerId& peer, std::uint64_t nonce, std::uint64_t steady_ms);

  // True for an answer to a question of ours, even one that was given up. Answered questions are forgotten.
  [[nodiscard]] bool take_answer(const PeerId& peer, std::uint64_t nonce);
  // The answer was of no use, or only of some: ask on at once.
  void ask_on() { due_ms_ = 0; }

 private:
  struct Question {
    PeerId peer;
    std::uint64_t nonce = 0;
  };
  void wait(std::uint64_t steady_ms);

  std::vector<Question> questions_;  // out, the newest last
  std::set<PeerId> tried_;           // in this round
  std::uint64_t patience_ms_ = kFirstAnswerMs;
  std::uint64_t due_ms_ = 0;
};

}  // namespace kula::engine
