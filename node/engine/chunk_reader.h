// Chunks of the snapshots that are served, read when they are asked for (R19): one reading of the state, in
// short steps, gathers as many parts as fit into memory, and answers whoever waits for one of them. How many
// peers ask changes how long they wait, not how much is done at a time (T2). Engine's thread.
#pragma once

#include <deque>
#include <functional>

#include "ledger/snapshot_pass.h"
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
  // At the end of a turn: at most one step, or one answer.
  void work(const Now& now);
  [[nodiscard]] std::optional<std::uint64_t> due_ms() const;  // steady clock

 private:
  struct Window {
    Window(const Question& from, ledger::SteppedScan rows);
    [[nodiscard]] bool holds(const Question& question) const {
      return question.snapshot == snapshot && pass.parts().contains(question.part);
    }
    std::shared_ptr<const SnapshotKeeper::Kept> snapshot;
    ledger::SnapshotPass pass;
  };
  // The first question that the window answers.
  [[nodiscard]] std::deque<Question>::iterator answerable();
  void open_window();

  const ledger::Ledger& ledger_;
  Answer answer_;
  std::deque<Question> questions_;
  std::unique_ptr<Window> window_;
  std::uint64_t used_ms_ = 0;  // when the window answered last
  std::uint64_t next_step_ms_ = 0;
};

}  // namespace kula::engine
