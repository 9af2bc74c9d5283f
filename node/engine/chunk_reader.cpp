#include "node/engine/chunk_reader.h"

#include <algorithm>

#include "node/engine/limits.h"

namespace kula::engine {

ChunkReader::Reading::Reading(const Question& from, ledger::SteppedScan state)
    : snapshot(from.snapshot),
      part(from.part),
      rows(std::move(state), *snapshot->index, snapshot->manifest.depth, part) {}

void ChunkReader::ask(Question question) {
  const auto waiting = std::count_if(questions_.begin(), questions_.end(),
                                     [&](const Question& one) { return one.peer == question.peer; });
  if (static_cast<std::size_t>(waiting) < kMaxChunkQuestions) questions_.push_back(std::move(question));
}

void ChunkReader::disconnected(const PeerId& peer) {
  std::erase_if(questions_, [&](const Question& one) { return one.peer == peer; });
}

void ChunkReader::work(const Now& now) {
  if (questions_.empty()) return reading_.reset();
  if (now.steady_ms < next_step_ms_) return;
  next_step_ms_ = now.steady_ms + kSnapshotStepMs;
  if (!reading_ || !reading_->is_for(questions_.front())) return begin();
  if (reading_->rows.step(kSnapshotStepRows)) finish(reading_->rows.chunk());
}

void ChunkReader::begin() {
  const auto& question = questions_.front();
  auto state = ledger_.rows_at(question.snapshot->manifest.header.height);
  if (!state) return finish(std::nullopt);
  reading_ = std::make_unique<Reading>(question, std::move(*state));
}

void ChunkReader::finish(std::optional<Bytes> chunk) {
  const auto question = std::move(questions_.front());
  questions_.pop_front();
  answer_(question, std::move(chunk));
}

std::optional<std::uint64_t> ChunkReader::due_ms() const {
  return questions_.empty() ? std::nullopt : std::optional(next_step_ms_);
}

}  // namespace kula::engine
