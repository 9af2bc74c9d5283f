// One test a scenario file; coverage of rejection codes.
#include <gtest/gtest.h>

#include "tests/scenarios/scenario_runner.h"
#include "tests/support/tests_folder.h"

namespace kula::tests {
namespace {

const contracts::ContractProcessor& processor() {
  static const contracts::ContractProcessor kInstance;
  return kInstance;
}

class ScenarioFile : public testing::TestWithParam<std::string> {};

TEST_P(ScenarioFile, GivesTheCodesAndBooksThatItNames) {
  for (const auto& scenario : read_scenarios(GetParam())) {
    for (const auto& fault : run_scenario(processor(), scenario).faults) ADD_FAILURE() << fault;
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param.substr(tests_folder().size() + 1);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, ScenarioFile, testing::ValuesIn(scenario_files()), test_name);

TEST(Scenarios, ProduceEveryRejectionCode) {
  std::set<std::uint16_t> produced;
  for (const auto& file : scenario_files()) {
    for (const auto& scenario : read_scenarios(file)) {
      const auto result = run_scenario(processor(), scenario);
      produced.insert(result.codes.begin(), result.codes.end());
    }
  }
  // These three cannot be reached by well-formed actions of correct contracts; processor_test.cpp produces
  // them.
  const std::set<std::string_view> elsewhere{"unknown_action", "malformed_action", "invariant_broken"};
  for (const auto& module : processor().registry().modules()) {
    for (const auto* code : module.codes) {
      if (elsewhere.count(code->name) != 0) continue;
      EXPECT_TRUE(produced.count(code->number) != 0) << code->name << " is produced by no scenario";
    }
  }
}

}  // namespace
}  // namespace kula::tests
