#include "tests/scenarios/scenario_runner.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "contracts/kernel/posting.h"
#include "ledger/execution/execute_block.h"
#include "tests/scenarios/scenario_world.h"
#include "tests/support/tests_folder.h"

namespace kula::tests {

using codec::JsonValue;

namespace {

// `wanted` compares only the members it names; lists compare element by element.
bool matches(const JsonValue& wanted, const JsonValue& actual) {
  if (const auto* members = wanted.as_object()) {
    for (const auto& [key, value] : *members) {
      const auto* found = actual.find(key);
      if (found == nullptr || !matches(value, *found)) return false;
    }
    return actual.as_object() != nullptr;
  }
  if (const auto* elements = wanted.as_array()) {
    const auto* actual_elements = actual.as_array();
    if (actual_elements == nullptr || actual_elements->size() != elements->size()) return false;
    for (std::size_t i = 0; i < elements->size(); ++i) {
      if (!matches((*elements)[i], (*actual_elements)[i])) return false;
    }
    return true;
  }
  return wanted == actual;
}

class Run {
 public:
  Run(const contracts::ContractProcessor& processor, const JsonValue& scenario)
      : processor_(processor), world_(processor, scenario) {
    result_.name = scenario.string_at("name");
    for (const auto& [key, value] : *scenario.as_object()) {
      static const std::set<std::string_view> kKnown{"name",  "rules", "policy",       "accounts",
                                                     "nodes", "tiers", "access_rules", "steps"};
      if (kKnown.count(key) == 0) throw std::runtime_error("unknown member " + key);
    }
  }

  ScenarioResult finish(const JsonValue& scenario) {
    const auto* steps = scenario.find("steps");
    if (steps == nullptr || steps->as_array() == nullptr)
      throw std::runtime_error("a scenario needs \"steps\"");
    for (const auto& step : *steps->as_array()) {
      ++number_;
      perform(step);
      for (const auto name : processor_.broken_invariants(world_.state())) {
        complain("invariant " + std::string(name) + " is broken");
      }
      if (!result_.faults.empty()) break;
    }
    return std::move(result_);
  }

 private:
  void complain(const std::string& what) {
    result_.faults.push_back(result_.name + ", step " + std::to_string(number_) + ": " + what);
  }

  void perform(const JsonValue& step) {
    if (step.find("by") != nullptr) return transaction(step);
    const auto& [key, value] = step.as_object()->front();
    if (key == "after") {
      world_.run_block(after(world_.now(), parse_duration(*value.as_string())));
      no_job_is_halted();
    } else if (key == "books") {
      books(value);
    } else if (key == "row") {
      row(value, true);
    } else if (key == "no_row") {
      row(value, false);
    } else if (key == "rows") {
      rows(value);
    } else if (key == "query") {
      query(step);
    } else if (key == "event") {
      event(value);
    } else {
      throw std::runtime_error("unknown step " + key);
    }
  }

  struct Expectation {
    std::string code;
    std::uint8_t failing_action;
  };

  void transaction(const JsonValue& step) {
    DurationMs delay = kSecondMs;
    if (const auto* given = step.find("after_ms")) delay = *parse_u64(given->as_number()->text);
    const TimeMs at = after(world_.now(), delay);
    const auto* actions = step.find("actions");
    world_.queue(step.string_at("by"), actions == nullptr ? JsonValue::Array{step} : *actions->as_array(),
                 at);
    const auto expected = step.string_at("expect");
    std::uint8_t failing_action = 0;
    if (const auto* given = step.find("failing_action")) {
      failing_action = static_cast<std::uint8_t>(*parse_u64(given->as_number()->text));
    }
    expected_.push_back({expected.empty() ? "accepted" : std::string(expected), failing_action});
    if (step.find("same_block") != nullptr) return;
    world_.run_block(at);
    const auto& receipts = world_.last_receipts().transactions;
    for (std::size_t i = 0; i < receipts.size(); ++i) {
      const auto name = processor_.code_json(receipts[i].code);
      if (receipts[i].code != types::kAccepted) result_.codes.insert(receipts[i].code);
      if (name.string_at("name") != expected_[i].code ||
          receipts[i].failing_action != expected_[i].failing_action) {
        complain("expected " + expected_[i].code + " at action " +
                 std::to_string(expected_[i].failing_action) + ", got " +
                 std::string(name.string_at("name")) + " at action " +
                 std::to_string(receipts[i].failing_action));
      }
    }
    no_job_is_halted();
    expected_.clear();
  }

  void no_job_is_halted() {
    for (const auto& receipt : world_.last_receipts().jobs) {
      if (receipt.halted) complain("job " + std::to_string(receipt.job) + " was halted");
    }
  }

  void books(const JsonValue& wanted) {
    for (const auto& [text, amount] : *wanted.as_object()) {
      const auto book = contracts::Book::from_text(world_.substituted_text(text, world_.now()));
      if (!book) throw std::runtime_error("not a book: " + text);
      const auto balance = format_amount(contracts::balance_of(world_.state(), *book));
      if (balance == *amount.as_string()) continue;
      std::string fault = "book ";
      fault.append(text).append(" has ").append(balance).append(", not ").append(*amount.as_string());
      complain(fault);
    }
  }

  std::optional<Bytes> prefix_of(const JsonValue& wanted, bool& one) {
    std::vector<std::string> parts;
    if (const auto* key = wanted.find("key")) {
      for (const auto& part : *key->as_array()) {
        parts.push_back(world_.substituted_text(*part.as_string(), world_.now()));
      }
    }
    const auto range = processor_.table_range(wanted.string_at("table"), parts);
    if (!range) throw std::runtime_error(range.error().message);
    one = range->one;
    return range->prefix;
  }

  void row(const JsonValue& wanted, bool present) {
    bool one = false;
    const auto key = prefix_of(wanted, one);
    if (!one) throw std::runtime_error("a row needs its whole key");
    const auto value = world_.state().get(*key);
    if (value.has_value() != present) return complain(present ? "the row is missing" : "there is such a row");
    const auto* has = wanted.find("has");
    if (!present || has == nullptr) return;
    const auto json = processor_.row_json(*key, *value);
    if (!matches(world_.substituted(*has, world_.now()), *json.find("value"))) {
      complain("the row is " + json.dump() + ", not with " + has->dump());
    }
  }

  void rows(const JsonValue& wanted) {
    bool one = false;
    const auto prefix = prefix_of(wanted, one);
    std::uint64_t count = 0;
    world_.state().scan(*prefix, {}, [&](ByteView, ByteView) {
      ++count;
      return true;
    });
    if (std::to_string(count) != wanted.find("count")->as_number()->text) {
      complain("there are " + std::to_string(count) + " rows");
    }
  }

  void query(const JsonValue& step) {
    const auto* with = step.find("with");
    const auto parameters =
        with == nullptr ? JsonValue(JsonValue::Object{}) : world_.substituted(*with, world_.now());
    const execution::QueryContext context{world_.state(), world_.events(), world_.tip()};
    const auto answer = processor_.query(step.string_at("query"), parameters, context);
    if (const auto* fails = step.find("fails")) {
      static constexpr std::string_view kKinds[] = {"unknown_query", "bad_parameter", "not_found"};
      if (answer || kKinds[static_cast<std::size_t>(answer.error().kind)] != *fails->as_string()) {
        complain("the query should fail with " + *fails->as_string());
      }
      return;
    }
    if (!answer) return complain("the query failed: " + answer.error().message);
    const auto* has = step.find("has");
    if (has != nullptr && !matches(world_.substituted(*has, world_.now()), *answer)) {
      complain("the answer is " + answer->dump() + ", not with " + has->dump());
    }
  }

  void event(const JsonValue& wanted) {
    std::string seen;
    const auto is_wanted = [&](const types::Event& candidate) {
      const auto json = processor_.event_json(candidate);
      seen += json.dump() + "\n";
      const auto* has = wanted.find("has");
      return json.string_at("kind") == wanted.string_at("kind") &&
             (has == nullptr || matches(world_.substituted(*has, world_.now()), *json.find("fields")));
    };
    for (const auto& receipt : world_.last_receipts().transactions) {
      for (const auto& candidate : receipt.events) {
        if (is_wanted(candidate)) return;
      }
    }
    for (const auto& receipt : world_.last_receipts().jobs) {
      for (const auto& candidate : receipt.events) {
        if (is_wanted(candidate)) return;
      }
    }
    complain("no such event in the last block: " + wanted.dump() + "\nseen:\n" + seen);
  }

  const contracts::ContractProcessor& processor_;
  ScenarioWorld world_;
  ScenarioResult result_;
  std::vector<Expectation> expected_;
  std::size_t number_ = 0;
};

}  // namespace

ScenarioResult run_scenario(const contracts::ContractProcessor& processor, const JsonValue& scenario) {
  try {
    return Run(processor, scenario).finish(scenario);
  } catch (const std::exception& error) {
    const std::string name(scenario.string_at("name"));
    return {name, {name + ": " + error.what()}, {}};
  }
}

std::vector<std::string> scenario_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(tests_folder() + "/scenarios")) {
    if (entry.path().extension() == ".json") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

JsonValue::Array read_scenarios(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  const auto json = codec::parse_json(text.str());
  if (!json) throw std::runtime_error(path + ": " + json.error());
  if (json->as_array() == nullptr) throw std::runtime_error(path + ": must be a list of scenarios");
  return *json->as_array();
}

}  // namespace kula::tests
