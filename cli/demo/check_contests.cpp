#include "cli/demo/check_contests.h"

namespace kula::cli::demo {

namespace {

// "" for the first round, else "-round-2": of the last round that any contest of the demo is in.
std::string last_round(const Expectation& expectation, const ChainReading& reading) {
  std::string last;
  for (std::uint64_t round = 2;; ++round) {
    const auto ending = "-round-" + std::to_string(round);
    bool found = false;
    for (const auto& contest : expectation.contests)
      found = found || reading.contests.count(contest.name + ending) != 0;
    if (!found) return last;
    last = ending;
  }
}

std::string place(const std::string& contest, std::uint64_t rank, const std::string& winner) {
  return contest + ", rank " + std::to_string(rank) + ": " + winner;
}

// By contest, rank and winner.
struct Won {
  Totals places;  // 1 each: a prize may be nothing but an honour
  Totals prizes;
  Totals points;
  void add(const std::string& key, std::uint64_t amount, std::uint64_t given) {
    places[key] = 1;
    prizes[key] = amount;
    points[key] = given;
  }
};

}  // namespace

void compare_contests(const Expectation& expectation, const ChainReading& reading, const Cast& cast,
                      std::vector<Finding>& findings) {
  const auto round = last_round(expectation, reading);
  const auto address = [&](const std::string& label) { return cast.address(label + round).text(); };
  std::map<std::string, std::string> entrants;  // label by address
  for (const auto& [label, income] : expectation.entrant_income) entrants[address(label)] = label;

  Won expected;
  Won found;
  Totals states_expected;
  Totals states_found;
  for (const auto& contest : expectation.contests) {
    states_expected[contest.name + (contest.called_off ? " refunded" : " settled")] = 1;
    for (std::size_t i = 0; i < contest.winners.size(); ++i) {
      const auto& winner = contest.winners[i];
      expected.add(place(contest.name, i + 1, winner.entrant), winner.amount, winner.points);
    }
    const auto held = reading.contests.find(contest.name + round);
    if (held == reading.contests.end()) continue;
    states_found[contest.name + " " + held->second.state] = 1;
    for (const auto& award : held->second.awards) {
      const auto known = entrants.find(award.account);
      const auto& winner = known == entrants.end() ? award.account : known->second;
      found.add(place(contest.name, award.rank, winner), award.amount, award.points);
    }
  }
  findings.push_back(each("contests by outcome", states_expected, states_found, count_text));
  findings.push_back(each("winners of contests", expected.places, found.places, count_text));
  findings.push_back(each("prizes by winner", expected.prizes, found.prizes, money_text));
  findings.push_back(each("points by winner", expected.points, found.points, count_text));

  Totals books;
  Totals points;
  for (const auto& [label, income] : expectation.entrant_income) {
    books[label] = at(reading.books, "account/" + address(label));
    points[label] = at(reading.contest_points, address(label));
  }
  findings.push_back(each("books of the entrants", expectation.entrant_income, books, money_text));
  findings.push_back(each("contest points of the entrants", expectation.entrant_points, points, count_text));
  findings.push_back(one("left to the contests' organiser", expectation.organiser_rest,
                         at(reading.books, "account/" + address("contest-organiser")), money_text));
  findings.push_back(one("escrow of contests", 0, at(reading.books, "escrow/contest"), money_text));
}

}  // namespace kula::cli::demo
