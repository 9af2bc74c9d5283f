// What an action or a job sees of the chain while it runs.
#pragma once

#include "contracts/kernel/code.h"
#include "contracts/policy/policy.h"
#include "ledger/execution/processor.h"
#include "ledger/state/overlay.h"
#include "ledger/types/receipt.h"

namespace kula::contracts {

// Who is behind a posting: a transaction's action, or a job of the queue of due work.
enum class CauseKind : std::uint8_t { transaction, job, genesis };
[[nodiscard]] constexpr std::array<std::string_view, 3> enum_names(CauseKind) {
  return {"transaction", "job", "genesis"};
}

struct Cause {
  CauseKind kind = CauseKind::genesis;
  types::TransactionId transaction;  // zero unless kind is transaction
  std::uint64_t job = 0;             // zero unless kind is job
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("kind", kind), codec::field("transaction", transaction), codec::field("job", job));
  }
};

struct Context {
  state::Overlay& state;  // of this transaction or job: thrown away when it fails
  const execution::BlockContext& block;
  const Policy& policy;
  Cause cause;
  std::vector<types::Event>& events;

  // The time of this transaction or job: a block's time, or when the job was due (C6.4: exactly then,
  // whatever the backlog).
  TimeMs now;
  [[nodiscard]] Period period() const { return policy.periods().period_of(now); }
};

struct ActionContext : Context {
  types::Address sender;
  std::uint8_t action = 0;  // index in the transaction
};

struct JobContext : Context {
  std::uint64_t job = 0;
};

}  // namespace kula::contracts
