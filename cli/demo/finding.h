// One comparison of what the files say with what the chain holds.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace kula::cli::demo {

struct Finding {
  std::string what;
  std::string expected;
  std::string found;
  std::vector<std::string> differences;  // the first few; none = it holds
  bool holds = true;
};

using Totals = std::map<std::string, std::uint64_t>;
[[nodiscard]] std::uint64_t sum_of(const Totals& totals);
[[nodiscard]] std::uint64_t at(const Totals& totals, const std::string& key);  // 0 when it is not there
// Keys by label to keys by `name(label)`.
[[nodiscard]] Totals renamed(const Totals& totals,
                             const std::function<std::string(const std::string&)>& name);

using Text = std::function<std::string(std::uint64_t)>;
[[nodiscard]] std::string money_text(std::uint64_t minor_units);
[[nodiscard]] std::string count_text(std::uint64_t count);

[[nodiscard]] Finding one(const std::string& what, std::uint64_t expected, std::uint64_t found,
                          const Text& text);
// Sums, and every key of either side.
[[nodiscard]] Finding each(const std::string& what, const Totals& expected, const Totals& found,
                           const Text& text);

}  // namespace kula::cli::demo
