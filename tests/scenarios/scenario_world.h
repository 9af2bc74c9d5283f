// One scenario's chain: genesis, accounts by name, blocks one after another, over the real contracts.
#pragma once

#include <string>
#include <vector>

#include "contracts/processor.h"
#include "genesis/genesis_document.h"
#include "tests/support/map_state.h"

namespace kula::tests {

class ScenarioWorld {
 public:
  // Throws std::runtime_error with a sentence when the scenario is not well formed.
  ScenarioWorld(const contracts::ContractProcessor& processor, const codec::JsonValue& scenario);

  [[nodiscard]] TimeMs now() const { return tip_.time; }
  [[nodiscard]] const MapState& state() const { return state_; }
  [[nodiscard]] const types::BlockReceipts& last_receipts() const { return receipts_; }
  [[nodiscard]] const execution::BlockContext& tip() const { return tip_; }
  [[nodiscard]] const execution::EventIndex& events() const;

  // Replaces @names, #labels, $amounts, now±… and {"$tagged": …} (README.md); `at` is what "now" means.
  [[nodiscard]] codec::JsonValue substituted(const codec::JsonValue& value, TimeMs at) const;
  [[nodiscard]] std::string substituted_text(std::string_view text, TimeMs at) const;

  // A transaction of `sender` with the given actions [{do, with}], to be put into the next block.
  void queue(std::string_view sender, const codec::JsonValue::Array& actions, TimeMs at);
  // Executes a block with what is queued.
  void run_block(TimeMs at);

 private:
  class Index;
  struct Person {
    types::Address address;
    std::uint64_t nonce = 0;
  };
  [[nodiscard]] std::optional<Height> height_in(std::string_view text) const;
  [[nodiscard]] Bytes tagged_part(std::string_view part) const;
  [[nodiscard]] Person& person(std::string_view name);
  [[nodiscard]] types::Address address_of(std::string_view name) const;
  void index_events();  // of the last block

  const contracts::ContractProcessor& processor_;
  std::map<std::string, Person, std::less<>> people_;
  MapState state_;
  execution::BlockContext tip_;
  types::BlockReceipts receipts_;
  types::TransactionList queued_;
  std::shared_ptr<Index> index_;
};

// "7d", "12h", "30m", "5s", "1ms" to milliseconds. Throws on anything else.
[[nodiscard]] DurationMs parse_duration(std::string_view text);

}  // namespace kula::tests
