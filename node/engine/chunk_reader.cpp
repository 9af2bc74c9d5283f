#include "node/engine/chunk_reader.h"

#include <algorithm>

#include "node/engine/limits.h"

namespace kula::engine {

ChunkReader::Window::Window(const Question& from, ledger::SteppedScan rows)
    : snapshot(from.snapshot),
      pass(std::move(rows), snapshot->manifest.depth,
           {from.part, std::min(snapshot->parts_a_pass,
                                static_cast<std::uint32_t>(snapshot->manifest.parts.size()) - from.part)}) {}

void ChunkReader::ask(Question question) {
  const auto waiting = std::count_if(questions_.begin(), questions_.end(),
                                     [&](const Question& one) { return one.peer == question.peer; });
  if (static_cast<std::size_t>(waiting) < kMaxChunkQuestions) questions_.push_back(std::move(question));
}

void ChunkReader::disconnected(const PeerId& peer) {
  std::erase_if(questions_, [&](const Question& one) { return one.peer == peer; });
}

std::deque<ChunkReader::Question>::iterator ChunkReader::answerable() {
  return std::find_if(questions_.begin(), questions_.end(),
                      [this](const Question& question) { return window_->holds(question); });
}

void ChunkReader::open_window() {
  const auto& question = questions_.front();
  auto rows = ledger_.rows_at(question.snapshot->manifest.header.height);
  if (rows) {
    window_ = std::make_unique<Window>(question, std::move(*rows));
    return;
  }
  window_.reset();
  answer_(question, std::nullopt);
  questions_.pop_front();
}

void ChunkReader::work(const Now& now) {
  if (questions_.empty()) {
    if (window_ && now.steady_ms >= used_ms_ + kChunksHeldMs) window_.reset();
    return;
  }
  if (now.steady_ms < next_step_ms_) return;
  next_step_ms_ = now.steady_ms + kSnapshotStepMs;
  used_ms_ = now.steady_ms;
  const bool is_of_use = window_ && (!window_->pass.is_done() || answerable() != questions_.end());
  if (!is_of_use) return open_window();
  if (!window_->pass.is_done()) {
    window_->pass.step(kSnapshotStepRows);
    return;
  }
  const auto found = answerable();
  const auto question = std::move(*found);
  questions_.erase(found);
  answer_(question, window_->pass.chunk_of(question.part));
}

std::optional<std::uint64_t> ChunkReader::due_ms() const {
  if (!questions_.empty()) return next_step_ms_;
  return window_ ? std::optional(used_ms_ + kChunksHeldMs) : std::nullopt;
}

}  // namespace kula::engine
