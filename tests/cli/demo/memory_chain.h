// A chain in memory that executes what a plan sends: contracts without consensus, disk or signatures.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "cli/demo/plan.h"
#include "contracts/processor.h"
#include "genesis/devnet.h"
#include "genesis/initial_state.h"
#include "ledger/execution/execute_block.h"
#include "tests/support/map_state.h"

namespace kula::cli::demo {

class MemoryChain {
 public:
  MemoryChain(const Cast& cast, TimeMs begin) : cast_(cast) {
    const genesis::GenesisNode node{Slug{"node-1"}, *Slug::from_text(genesis::kDevnetOperator), Hash{},
                                    cast.keys().auth("v").keys[0], "v:1"};
    const auto document = genesis::devnet_document(
        begin, {node}, [&](std::string_view label) { return cast.keys().auth(std::string(label)).keys[0]; });
    state_.apply(genesis::initial_state(document).writes);
    tip_ = {genesis::chain_id(document), Height{0}, document.time, {}};
  }

  // One block with all of them, not before `at`; what was rejected.
  std::vector<std::string> run(const std::vector<const PlannedTransaction*>& planned, TimeMs at) {
    tip_.height = next(tip_.height);
    tip_.time = std::max(at, after(tip_.time, 1));
    types::TransactionList transactions;
    for (const auto* one : planned) {
      types::SignedTransaction value;
      value.payload = {1,
                       tip_.chain_id,
                       cast_.address(one->sender),
                       nonces_[one->sender]++,
                       after(tip_.time, kHourMs),
                       one->actions};
      value.signatures = {{0, {}}};
      transactions.push_back(std::make_shared<const types::Transaction>(*types::Transaction::from(value)));
    }
    auto result =
        execution::execute_block(processor_, state_, tip_, transactions,
                                 [](const types::Transaction&, const types::Auth&) { return true; });
    if (!result) return {"the block is invalid: " + std::string(execution::to_string(result.error().fault))};
    state_.apply(result->writes);
    std::vector<std::string> rejected;
    for (std::size_t i = 0; i < planned.size(); ++i) {
      const auto& receipt = result->receipts.transactions[i];
      if (receipt.code != types::kAccepted)
        rejected.push_back(planned[i]->about + " of " + planned[i]->sender + ": " +
                           std::to_string(receipt.code));
    }
    return rejected;
  }

  [[nodiscard]] const state::StateView& state() const { return state_; }
  [[nodiscard]] const execution::BlockContext& tip() const { return tip_; }
  [[nodiscard]] const contracts::ContractProcessor& processor() const { return processor_; }

 private:
  const Cast& cast_;
  contracts::ContractProcessor processor_;
  tests::MapState state_;
  execution::BlockContext tip_;
  std::map<std::string, std::uint64_t> nonces_;
};

}  // namespace kula::cli::demo
