// Chunks of the snapshots that are served, read when they are asked for (R19): one after the other, in the
// order in which they were asked for, in short steps. What one takes depends on its own rows, and those of
// later blocks among them, not on the rest of the state nor on what others ask for; how many peers ask
// changes how long they wait, not how much is done at a time (T2). Engine's thread.
#pragma once

#include <deque>
#include <functional>

#include "node/engine/snapshot_keeper.h"

namespace kula::engine {

class ChunkReader {
 public:
  struct Question {
    PeerId peer;
    std::uint64_t nonce = 0;
    std::shared_ptr<const SnapshotKeeper::Kept> snapshot;
    std::uint32_t part = 0;
  };
  // Nothing when the rows are not kept any more.
  using Answer = std::function<void(const Question& question, std::optional<Bytes> chunk)>;
  // REQUIRES ledger outlives this.
  ChunkReader(const ledger::Ledger& ledger, Answer answer) : ledger_(ledger), answer_(std::move(answer)) {}

  // Beyond kMaxChunkQuestions of one peer it is dropped. REQUIRES a part of that snapshot that has rows.
  void ask(Question question);
  void disconnected(const PeerId& peer);
  // At the end of a turn: at most one step, and the answer when it was the last.
  void work(const Now& now);
  [[nodiscard]] std::optional<std::uint64_t> due_ms() const;  // steady clock

 private:
  struct Reading {
    Reading(const Question& from, ledger::SteppedScan state);
    [[nodiscard]] bool is_for(const Question& question) const {
      return question.snapshot == snapshot && question.part == part;
    }
    std::shared_ptr<const SnapshotKeeper::Kept> snapshot;
    std::uint32_t part;
    ledger::SnapshotPartReading rows;
  };
  void begin();
  void finish(std::optional<Bytes> chunk);

  const ledger::Ledger& ledger_;
  Answer answer_;
  std::deque<Question> questions_;
  std::unique_ptr<Reading> reading_;  // for the first question; kept for the next one, which may want it too
  std::uint64_t next_step_ms_ = 0;
};

}  // namespace kula::engine
