// Runs scenarios (README.md) and says in sentences what differed.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "contracts/processor.h"

namespace kula::tests {

struct ScenarioResult {
  std::string name;
  std::vector<std::string> faults;  // empty: passed
  std::set<std::uint16_t> codes;    // rejection codes that its transactions produced
};

[[nodiscard]] ScenarioResult run_scenario(const contracts::ContractProcessor& processor,
                                          const codec::JsonValue& scenario);

// Files below tests/scenarios, sorted.
[[nodiscard]] std::vector<std::string> scenario_files();
// Throws std::runtime_error when the file is no list of scenarios.
[[nodiscard]] codec::JsonValue::Array read_scenarios(const std::string& path);

}  // namespace kula::tests
