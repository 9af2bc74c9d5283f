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

// How one of the demo's contests ends.
struct ContestWinner {
  std::string entrant;  // label of the first round
  std::uint64_t amount = 0;
  std::uint64_t points = 0;
};
struct ContestResult {
  std::string name;  // slug of the first round
  bool called_off = false;
  std::vector<ContestWinner> winners;  // by rank
};

struct Expectation {
  std::map<std::string, CourseSales> courses;            // by course id
  std::map<std::string, std::uint64_t> author_income;    // by label
  std::map<std::string, std::uint64_t> points;           // by author as written in the file
  std::map<std::string, std::uint64_t> grants_received;  // by organisation id
  std::uint64_t contributions = 0;
  std::uint64_t grants = 0;
  std::uint64_t grant_total = 0;
  std::vector<ContestResult> contests;
  std::map<std::string, std::uint64_t> entrant_income;  // by label, those who won nothing too
  std::map<std::string, std::uint64_t> entrant_points;
  std::uint64_t organiser_rest = 0;
};

[[nodiscard]] Expectation expect_from(const Input& input, std::uint64_t purchases, const SaleShares& shares);
// A part of it: the contests follow from the rules alone, whatever the files say.
void expect_contests(Expectation& expectation);

}  // namespace kula::cli::demo
