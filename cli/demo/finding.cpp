#include "cli/demo/finding.h"

#include <set>

#include "ledger/base/money.h"

namespace kula::cli::demo {

namespace {
constexpr std::size_t kShownDifferences = 5;
}  // namespace

std::uint64_t sum_of(const Totals& totals) {
  std::uint64_t sum = 0;
  for (const auto& [key, value] : totals) sum += value;
  return sum;
}

std::uint64_t at(const Totals& totals, const std::string& key) {
  const auto found = totals.find(key);
  return found == totals.end() ? 0 : found->second;
}

Totals renamed(const Totals& totals, const std::function<std::string(const std::string&)>& name) {
  Totals result;
  for (const auto& [key, value] : totals) result[name(key)] = value;
  return result;
}

std::string money_text(std::uint64_t minor_units) { return format_amount(Amount{minor_units}); }
std::string count_text(std::uint64_t count) { return std::to_string(count); }

Finding one(const std::string& what, std::uint64_t expected, std::uint64_t found, const Text& text) {
  return {what, text(expected), text(found), {}, expected == found};
}

Finding each(const std::string& what, const Totals& expected, const Totals& found, const Text& text) {
  Finding finding = one(what, sum_of(expected), sum_of(found), text);
  std::set<std::string> keys;
  for (const auto& [key, value] : expected) keys.insert(key);
  for (const auto& [key, value] : found) keys.insert(key);
  for (const auto& key : keys) {
    if (at(expected, key) == at(found, key)) continue;
    finding.holds = false;
    if (finding.differences.size() == kShownDifferences) {
      finding.differences.push_back("… and more: the first " + std::to_string(kShownDifferences) +
                                    " are shown");
      break;
    }
    finding.differences.push_back(key + ": expected " + text(at(expected, key)) + ", found " +
                                  text(at(found, key)));
  }
  return finding;
}

}  // namespace kula::cli::demo
