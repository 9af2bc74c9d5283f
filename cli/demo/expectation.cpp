// On purpose nothing of plan*.cpp is used here: a mistake there must show as a difference.
#include "cli/demo/expectation.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "ledger/crypto/sha256.h"

namespace kula::cli::demo {

namespace {

__extension__ using Wide = unsigned __int128;

std::uint64_t part(std::uint64_t whole, std::uint64_t bps) {
  return static_cast<std::uint64_t>(static_cast<Wide>(whole) * bps / 10'000);
}

// How many buy each paid course: floors first, then one more for each of the largest remainders.
void count_takers(const Input& input, std::uint64_t purchases, Expectation& expectation) {
  std::uint64_t all = 0;
  for (const auto& row : input.courses) {
    if (row.price.value != 0) all += row.subscribers;
  }
  if (all == 0 || purchases == 0) return;
  struct Candidate {
    Wide remainder;
    std::string id;
  };
  std::vector<Candidate> candidates;
  std::uint64_t left = purchases;
  for (const auto& row : input.courses) {
    const Wide exact = static_cast<Wide>(row.subscribers) * purchases;
    const auto whole = static_cast<std::uint64_t>(exact / all);
    auto& course = expectation.courses.at(row.id);
    if (row.price.value == 0) {
      course.enrolments = whole;
      continue;
    }
    course.purchases = whole;
    left -= whole;
    candidates.push_back({exact - static_cast<Wide>(whole) * all, row.id});
  }
  const auto numeric = [](const std::string& id) { return std::make_pair(id.size(), id); };
  std::sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
    if (a.remainder != b.remainder) return a.remainder > b.remainder;
    return numeric(a.id) < numeric(b.id);
  });
  for (std::uint64_t i = 0; i < left; ++i) ++expectation.courses.at(candidates[i].id).purchases;
  // A free course is taken by everybody at most once.
  std::uint64_t learners = purchases / 10;
  for (const auto& [id, course] : expectation.courses) learners = std::max(learners, course.purchases);
  for (auto& [id, course] : expectation.courses) course.enrolments = std::min(course.enrolments, learners);
}

std::string author_name(std::uint64_t index) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "author-%02llu", static_cast<unsigned long long>(index));
  return text.data();
}

// One sale's authors' part goes 70 : 30 to two co-authors, the odd unit to the first, or whole to the only
// one.
void add_income(const CourseRow& row, const CourseSales& sales, Expectation& expectation) {
  const auto hash = crypto::sha256(as_bytes("author/" + row.subject.value + "/" + row.id)).bytes;
  Wide number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number * 256 + hash[i];
  const auto first = static_cast<std::uint64_t>(number % 60);
  if (hash[8] > 63) {
    expectation.author_income[author_name(first)] += sales.authors;
    return;
  }
  const auto second = (first + 1 + hash[9] % 59) % 60;
  const auto of_one = sales.purchases == 0 ? 0 : sales.authors / sales.purchases;
  const auto to_second = part(of_one, 3'000) * sales.purchases;
  expectation.author_income[author_name(second)] += to_second;
  expectation.author_income[author_name(first)] += sales.authors - to_second;
}

void expect_courses(const Input& input, std::uint64_t purchases, const SaleShares& shares,
                    Expectation& expectation) {
  for (const auto& row : input.courses) expectation.courses[row.id].price = row.price.value;
  count_takers(input, purchases, expectation);
  for (const auto& row : input.courses) {
    auto& sales = expectation.courses.at(row.id);
    sales.commons = part(sales.price, shares.commons_bps) * sales.purchases;
    sales.innovation = part(sales.price, shares.innovation_bps) * sales.purchases;
    sales.charity = part(sales.price, shares.charity_bps) * sales.purchases;
    sales.authors = sales.revenue() - sales.commons - sales.innovation - sales.charity;
    add_income(row, sales, expectation);
  }
}

void expect_points(const Input& input, Expectation& expectation) {
  expectation.contributions = input.contributions.size();
  for (const auto& row : input.contributions) {
    std::uint64_t points = 1;
    for (std::uint64_t files = 4; files <= row.files && files <= 12; files += 4) ++points;
    const auto changed = row.insertions + row.deletions;
    for (std::uint64_t lines = 50; lines <= changed && lines <= 300; lines += 50) ++points;
    expectation.points[row.author] += points;
  }
}

void expect_grants(const Input& input, Expectation& expectation) {
  expectation.grants = input.grants.size();
  for (const auto& row : input.grants) {
    expectation.grant_total += row.amount.value;
    expectation.grants_received[row.organisation] += row.amount.value;
  }
}

}  // namespace

Expectation expect_from(const Input& input, std::uint64_t purchases, const SaleShares& shares) {
  Expectation expectation;
  expect_courses(input, purchases, shares, expectation);
  expect_points(input, expectation);
  expect_grants(input, expectation);
  expect_contests(expectation);
  return expectation;
}

}  // namespace kula::cli::demo
