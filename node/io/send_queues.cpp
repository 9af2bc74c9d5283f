#include "node/io/send_queues.h"

#include "node/io/limits.h"

namespace kula::io {

namespace {

constexpr std::size_t kMessageOverhead = 64;  // of an empty one in a queue

std::size_t max_bytes_of(engine::Lane lane) {
  switch (lane) {
    case engine::Lane::consensus:
      return kMaxConsensusLaneBytes;
    case engine::Lane::sync:
      return kMaxSyncLaneBytes;
    case engine::Lane::transactions:
      return kMaxTransactionsLaneBytes;
  }
  return 0;
}

}  // namespace

bool SendQueues::put(engine::Lane lane, std::shared_ptr<const Bytes> message) {
  auto& queue = lanes_[static_cast<std::size_t>(lane)];
  const auto cost = message->size() + kMessageOverhead;
  if (queue.bytes + cost > max_bytes_of(lane)) return false;
  queue.bytes += cost;
  queue.messages.push_back(std::move(message));
  return true;
}

bool SendQueues::is_empty() const {
  return first_.empty() && begun_ == nullptr &&
         std::all_of(lanes_.begin(), lanes_.end(), [](const Queue& queue) { return queue.messages.empty(); });
}

void SendQueues::take(Bytes& bytes, std::size_t max_bytes) {
  while (bytes.size() < max_bytes) {
    if (begun_ != nullptr) {
      const auto part = std::min(begun_->size() - sent_, max_bytes - bytes.size());
      append(bytes, ByteView(*begun_).subspan(sent_, part));
      sent_ += part;
      if (sent_ == begun_->size()) begun_.reset();
      continue;
    }
    if (!first_.empty()) {
      append(bytes, std::exchange(first_, {}));
      continue;
    }
    const auto next = std::find_if(lanes_.begin(), lanes_.end(),
                                   [](const Queue& queue) { return !queue.messages.empty(); });
    if (next == lanes_.end()) return;
    begun_ = std::move(next->messages.front());
    sent_ = 0;
    next->messages.pop_front();
    next->bytes -= begun_->size() + kMessageOverhead;
    append_frame_head(bytes, frame_kind(static_cast<engine::Lane>(next - lanes_.begin())), begun_->size());
  }
}

}  // namespace kula::io
