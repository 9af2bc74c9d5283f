// The part of the processor that changes state; processor_queries.cpp has the part that answers.
#include "contracts/processor.h"

#include "contracts/accounts/keys.h"
#include "contracts/accounts/nodes.h"
#include "contracts/accounts/tables.h"
#include "contracts/accounts/validators.h"
#include "contracts/credits/book_index.h"
#include "contracts/governance/members.h"
#include "contracts/governance/recover.h"
#include "contracts/invariants/all_invariants.h"
#include "contracts/kernel/due_queue.h"
#include "contracts/kernel/recent_blocks.h"
#include "contracts/kernel/tables.h"
#include "contracts/quota_charge.h"

namespace kula::contracts {

struct ContractProcessor::Failure {
  const Code* code;
  std::uint8_t action = 0;
};

ContractProcessor::ContractProcessor() : ContractProcessor(all_modules(), invariants::all_invariants()) {}

ContractProcessor::ContractProcessor(std::vector<Module> modules, std::vector<Invariant> invariants)
    : registry_(std::move(modules)), invariants_(std::move(invariants)) {}

const Policy& ContractProcessor::policy_of(const state::StateView& state) const {
  auto bytes = state.get(kPolicy.key());
  KULA_CHECK(bytes.has_value(), "the state has no policy; run `kulad tool verify` on the data directory");
  if (!policy_ || policy_bytes_ != *bytes) {
    policy_ = kPolicy.decoded(*bytes);
    policy_bytes_ = std::move(*bytes);
  }
  return *policy_;
}

std::optional<execution::SenderState> ContractProcessor::sender(const state::StateView& state,
                                                                const types::Address& address) const {
  const auto account = accounts::kAccounts.get(state, address);
  if (!account) return std::nullopt;
  return execution::SenderState{accounts::kNonces.get_or_default(state, address).next, account->auth};
}

types::Receipt ContractProcessor::apply(state::Overlay& state, const execution::BlockContext& block,
                                        const types::Transaction& transaction) const {
  const auto& payload = transaction.payload();
  const Policy& policy = policy_of(state);

  // Used whatever comes of the transaction (C0.7, C0.10).
  accounts::use_nonce(state, payload, transaction.signatures());
  types::Receipt receipt{transaction.id(), types::kAccepted, 0, {}};
  const auto fail_with = [&](const Failure& failure) {
    receipt.code = failure.code->number;
    receipt.failing_action = failure.action;
    return receipt;
  };
  if (!charge_quota(state, registry_, policy, block.time, payload)) return fail_with({&kQuotaExceeded, 0});

  const state::StateView& before = state;
  state::Overlay attempt(before);
  std::vector<types::Event> events;
  ActionContext context{
      {attempt, block, policy, {CauseKind::transaction, transaction.id(), 0}, events, block.time},
      payload.sender,
      0};
  if (const auto failure = run_actions(context, payload.actions)) return fail_with(*failure);
  if (!invariants_hold(attempt)) return fail_with({&kInvariantBroken, 0});
  attempt.merge_into(state);
  receipt.events = std::move(events);
  return receipt;
}

std::optional<ContractProcessor::Failure> ContractProcessor::run_actions(
    ActionContext& context, const std::vector<types::Action>& actions) const {
  for (const auto& action : actions) {
    const auto* kind = registry_.action(action.kind);
    if (kind == nullptr) return Failure{&kUnknownAction, context.action};
    if (!kind->traits.while_suspended) {
      // Read again for each action: an earlier one of this transaction may have changed it.
      const auto account = accounts::find(context.state, context.sender);
      if (account && context.now < account->suspended_until)
        return Failure{&kAccountSuspended, context.action};
    }
    if (const auto outcome = kind->apply(action.body, context); !outcome) {
      return Failure{outcome.error().code, context.action};
    }
    ++context.action;
  }
  return std::nullopt;
}

bool ContractProcessor::invariants_hold(const state::Overlay& changes) const {
  for (const auto& invariant : invariants_) {
    if (!invariant.holds_after(changes)) return false;
  }
  return true;
}

std::optional<TimeMs> ContractProcessor::next_due(const state::StateView& state) const {
  std::optional<TimeMs> due;
  kDueJobs.scan(state, [&](const auto& key, const Job&) {
    due = std::get<0>(key);
    return false;
  });
  return due;
}

std::vector<types::JobReceipt> ContractProcessor::run_due(state::Overlay& state,
                                                          const execution::BlockContext& block,
                                                          std::size_t limit) const {
  struct Due {
    TimeMs at;
    std::uint64_t number;
    Job job;
  };
  remember_parent(state, block);
  std::vector<Due> due;
  kDueJobs.scan(state, [&](const auto& key, const Job& job) {
    if (std::get<0>(key) > block.time || due.size() == limit) return false;
    due.push_back({std::get<0>(key), std::get<1>(key), job});
    return true;
  });
  std::vector<types::JobReceipt> receipts;
  if (due.empty()) return receipts;
  const Policy& policy = policy_of(state);
  for (const auto& item : due) {
    // An earlier job of this slice may have cancelled it.
    if (!kDueJobs.contains(state, item.at, item.number)) continue;
    kDueJobs.erase(state, item.at, item.number);
    const auto* kind = registry_.job(item.job.kind);
    KULA_CHECK(kind != nullptr,
               "a job of an unknown kind is due; this kulad is older than the chain: upgrade it");
    types::JobReceipt receipt{item.number, item.job.kind, item.at, false, {}};
    const state::StateView& before = state;
    state::Overlay attempt(before);
    JobContext context{{attempt, block, policy, {CauseKind::job, {}, item.number}, receipt.events, item.at},
                       item.number};
    const auto outcome = kind->run(item.job.body, context);
    if (outcome && invariants_hold(attempt)) {
      attempt.merge_into(state);
    } else {
      // Rolled back and kept aside; the chain goes on (C0.9).
      const auto& code = outcome ? kInvariantBroken : *outcome.error().code;
      kHaltedJobs.put(state, item.number, HaltedJob{item.at, item.job, code.number});
      receipt.halted = true;
      receipt.events.clear();
    }
    receipts.push_back(std::move(receipt));
  }
  return receipts;
}

types::ValidatorSet ContractProcessor::validator_set(const state::StateView& state) const {
  return accounts::validator_set(state);
}

std::vector<types::NodeEntry> ContractProcessor::nodes(const state::StateView& state) const {
  return accounts::active_nodes(state);
}

// A light client's state may lack the policy, as it lacks whatever was not proved to it: then nobody is one.
std::uint64_t ContractProcessor::member_count(const state::StateView& state, TimeMs at) const {
  const auto policy = kPolicy.get(state);
  return policy ? governance::member_count(state, *policy, at) : 0;
}

std::optional<types::Auth> ContractProcessor::member(const state::StateView& state, TimeMs at,
                                                     const types::Address& address) const {
  const auto policy = kPolicy.get(state);
  return policy ? governance::member(state, *policy, at, address) : std::nullopt;
}

types::JobReceipt ContractProcessor::recover(state::Overlay& state, const execution::BlockContext& block,
                                             const types::RecoveryManifest& manifest) const {
  using governance::RecoverChain;
  types::JobReceipt receipt{take_job_number(state), RecoverChain::kNumber, block.time, false, {}};
  JobContext context{
      {state, block, policy_of(state), {CauseKind::job, {}, receipt.job}, receipt.events, block.time},
      receipt.job};
  KULA_CHECK(RecoverChain{manifest}.run(context).has_value(),
             "a recovery that was adopted cannot be carried out; report this as a bug");
  return receipt;
}

std::vector<execution::IndexKey> ContractProcessor::index_keys(const types::Event& event) const {
  return credits::book_index_keys(event);
}

std::vector<std::string_view> ContractProcessor::broken_invariants(const state::StateView& state) const {
  std::vector<std::string_view> broken;
  for (const auto& invariant : invariants_) {
    if (!invariant.holds(state)) broken.push_back(invariant.name);
  }
  return broken;
}

}  // namespace kula::contracts
