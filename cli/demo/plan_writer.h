// Collects actions into a stage's transactions. Included by plan_*.cpp only: it encodes actions.
#pragma once

#include <utility>

#include "cli/demo/plan.h"
#include "ledger/codec/binary.h"
#include "ledger/types/limits.h"

namespace kula::cli::demo {

inline constexpr std::size_t kTogether = 16;  // actions of one sender in one transaction

class StageWriter {
 public:
  // Consecutive actions of one sender share a transaction, up to `together`. REQUIRES together <= 32 (C0.7).
  explicit StageWriter(std::string name, std::size_t together = kTogether, DurationMs at = 0,
                       bool may_be_late = false)
      : together_(together) {
    stage_.name = std::move(name);
    stage_.at = at;
    stage_.may_be_late = may_be_late;
  }

  template <class Action>
  void add(const std::string& sender, const Action& action, const std::string& about) {
    auto& all = stage_.transactions;
    if (waits_ || all.empty() || all.back().sender != sender || all.back().actions.size() == together_) {
      all.push_back({sender, {}, about, std::exchange(waits_, false)});
    }
    all.back().actions.push_back({Action::kNumber, codec::encode(action)});
  }
  // What comes next builds on what others did before.
  void wait() { waits_ = true; }
  [[nodiscard]] Stage take() { return std::move(stage_); }

 private:
  std::size_t together_;
  bool waits_ = false;
  Stage stage_;
};

}  // namespace kula::cli::demo
