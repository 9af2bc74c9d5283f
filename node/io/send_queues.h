// What waits to be sent to one peer: a queue for each lane, bounded in bytes. Consensus goes before catch-up,
// catch-up before transactions (T2); a frame that has begun is ended first.
#pragma once

#include <array>
#include <deque>
#include <memory>

#include "node/io/peer_frames.h"

namespace kula::io {

class SendQueues {
 public:
  // False when the lane is full: the message is not kept.
  [[nodiscard]] bool put(engine::Lane lane, std::shared_ptr<const Bytes> message);
  // A whole frame of the link's own, before all others. A link says few.
  void put_first(const Bytes& whole_frame) { append(first_, whole_frame); }

  [[nodiscard]] bool is_empty() const;
  // Adds the next frames to `bytes`, up to `max_bytes`: several in one write, a large one in several.
  void take(Bytes& bytes, std::size_t max_bytes);

 private:
  struct Queue {
    std::deque<std::shared_ptr<const Bytes>> messages;
    std::size_t bytes = 0;
  };
  std::array<Queue, 3> lanes_;
  Bytes first_;
  std::shared_ptr<const Bytes> begun_;  // its head is sent, and its content up to sent_
  std::size_t sent_ = 0;
};

}  // namespace kula::io
