// A node put together (node.cpp): which concrete class stands behind which interface.
//
// A data directory holds genesis.json, tls.key (nodes with peers), consensus.key (validators), record/ (their
// signing record), store/ (the chain) and clock-offset (development networks).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "ledger/ledger.h"
#include "node/config.h"
#include "node/engine/engine.h"

namespace kula::node {

// What a chain is made of on this machine; the parts refer to each other. Movable.
struct Chain {
  std::shared_ptr<const void> contracts;  // keeps the two below alive
  const execution::Processor* processor = nullptr;
  const execution::QueryService* queries = nullptr;
  // The names of the invariants (C0.9) that a whole state breaks; reads all of it.
  std::function<std::vector<std::string_view>(const state::StateView&)> broken_invariants;
  std::string network;
  bool development = false;
  ledger::GenesisState genesis;
  types::ValidatorSet first_set;
  std::unique_ptr<storage::KeyValueStore> store;
};

// Genesis and contracts, and the store when it is asked for. Errors are sentences that say what to do.
[[nodiscard]] Expected<Chain, std::string> open_chain(const std::string& data_dir, bool with_store);
[[nodiscard]] Expected<std::unique_ptr<ledger::Ledger>, std::string> open_ledger(Chain& chain);

// Rebuilds the store from the files that can be read.
[[nodiscard]] Expected<void, std::string> repair_store(const std::string& data_dir);

// Runs until it is told to stop. An error is why it ended otherwise.
[[nodiscard]] Expected<void, std::string> run(const Config& config, const std::string& version);

}  // namespace kula::node
