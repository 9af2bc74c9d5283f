// What a chain must hold after the demo was loaded, computed from the files' rows alone and by other code
// than the plan's.
#pragma once

#include <map>
#include <string>

#include "cli/demo/input.h"

namespace kula::cli::demo {

// How a sale is shared (C7.2), as the chain's policy says.
struct SaleShares {
  std::uint64_t commons_bps = 0;
  std::uint64_t innovation_bps = 0;
  std::uint64_t charity_bps = 0;
};

// One course's sales after all refund windows, in minor units.
struct CourseSales {
  std::uint64_t price = 0;
  std::uint64_t purchases = 0;
  std::uint64_t enrolments = 0;
  std::uint64_t commons = 0;
  std::uint64_t innovation = 0;
  std::uint64_t charity = 0;
  std::uint64_t authors = 0;
  [[nodiscard]] std::uint64_t revenue() const { return price * purchases; }
};

struct Expectation {
  std::map<std::string, CourseSales> courses;            // by course id
  std::map<std::string, std::uint64_t> author_income;    // by label
  std::map<std::string, std::uint64_t> points;           // by author as written in the file
  std::map<std::string, std::uint64_t> grants_received;  // by organisation id
  std::uint64_t contributions = 0;
  std::uint64_t grants = 0;
  std::uint64_t grant_total = 0;
};

[[nodiscard]] Expectation expect_from(const Input& input, std::uint64_t purchases, const SaleShares& shares);

}  // namespace kula::cli::demo
