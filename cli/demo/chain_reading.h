// What the API says about all that the demo put on the chain, summed up by what the files can be compared
// with.
#pragma once

#include "cli/demo/expectation.h"
#include "cli/node_client.h"

namespace kula::cli::demo {

struct AwardReading {
  std::uint64_t rank = 0;
  std::string account;  // address
  std::uint64_t amount = 0;
  std::uint64_t points = 0;
};
struct ContestReading {
  std::string state;
  std::vector<AwardReading> awards;
};

struct ChainReading {
  std::map<std::string, std::uint64_t> books;  // balances by the book's text
  std::uint64_t issued = 0;                    // the outside world's two totals
  std::uint64_t redeemed = 0;
  SaleShares shares;
  std::map<std::string, CourseSales> courses;        // by course id; price as on the chain
  std::map<std::string, std::uint64_t> unpublished;  // by course id: how many are not on sale
  std::uint64_t unpaid_purchases = 0;
  std::map<std::string, std::uint64_t> points;  // vested, by address
  std::uint64_t contributions = 0;
  std::uint64_t recorded_points = 0;
  std::uint64_t unvested = 0;
  std::map<std::string, std::uint64_t> grants_received;  // disbursed, by address
  std::uint64_t grants = 0;
  std::uint64_t disbursed = 0;
  std::uint64_t donated = 0;
  std::map<std::string, ContestReading> contests;       // by slug
  std::map<std::string, std::uint64_t> contest_points;  // given, by address
};

[[nodiscard]] Result<ChainReading> read_chain(NodeClient& node);

}  // namespace kula::cli::demo
