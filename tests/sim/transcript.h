// What happened in a run, as one hash: equal seeds must give equal hashes.
#pragma once

#include "ledger/codec/binary.h"
#include "ledger/crypto/sha256.h"
#include "tests/sim/scheduler.h"

namespace kula::sim {

enum class Happened : std::uint8_t {
  started,
  crashed,
  stopped,
  connected,
  disconnected,
  sent,
  received,
  timer,
  woken,
  appended,
  stored,
  submitted,
  answered,
  written,
};

class Transcript {
 public:
  void add(Micros time, std::size_t node, Happened what, ByteView bytes) {
    codec::Writer head;
    head.integer(time);
    head.integer(static_cast<std::uint32_t>(node));
    head.integer(static_cast<std::uint8_t>(what));
    hash_ = crypto::sha256({hash_.view(), head.take(), bytes});
    ++events_;
  }
  [[nodiscard]] const Hash& hash() const { return hash_; }
  [[nodiscard]] std::uint64_t events() const { return events_; }

 private:
  Hash hash_{};
  std::uint64_t events_ = 0;
};

}  // namespace kula::sim
