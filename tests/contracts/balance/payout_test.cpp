// The split of a sale (C7.2): tables by hand, and random sales against the rule worked out another way.
#include "contracts/balance/payout.h"

#include <gtest/gtest.h>

#include "tests/ledger/base/seeded_random.h"

namespace kula::contracts::balance {
namespace {

types::Address author(std::uint8_t number) {
  types::Address address;
  address.raw.bytes[0] = number;
  return address;
}

// floor(price * bps / 10000) without a wide product: 10000 a + b -> a * bps + floor(b * bps / 10000).
std::uint64_t floored(std::uint64_t price, std::uint64_t bps) {
  return price / 10000 * bps + price % 10000 * bps / 10000;
}

using Lines = std::vector<std::pair<std::string, std::uint64_t>>;

Lines lines_of(const std::vector<SplitPart>& parts) {
  Lines lines;
  for (const auto& part : parts) lines.emplace_back(part.to.text(), part.amount.value);
  return lines;
}

const Book kCharity = Book::pool(kPoolCharity);

TEST(SplitSale, GivesTheFlooredSharesAndTheRemainderToTheFirstAuthor) {
  const auto parts = split_sale(Amount{1999}, {1000, 500, 500}, Book::fund(Slug{"students"}), {},
                                {{author(1), 3334}, {author(2), 3333}, {author(3), 3333}});
  EXPECT_EQ(lines_of(parts), (Lines{{"pool/commons", 199},
                                    {"pool/innovation", 99},
                                    {"fund/students", 99},
                                    {"account/" + author(1).text(), 536},
                                    {"account/" + author(2).text(), 533},
                                    {"account/" + author(3).text(), 533}}));
}

TEST(SplitSale, LeavesZeroPartsOut) {
  EXPECT_TRUE(
      split_sale(Amount{0}, {1000, 500, 500}, kCharity, {{Slug{"lib"}, 500}}, {{author(1), 10000}}).empty());
  const auto cent = split_sale(Amount{1}, {1000, 500, 500}, kCharity, {{Slug{"lib"}, 500}},
                               {{author(1), 1}, {author(2), 9999}});
  EXPECT_EQ(lines_of(cent), (Lines{{"account/" + author(1).text(), 1}}));
}

TEST(SplitSale, GivesUpstreamAtMostWhatIsLeftInListedOrder) {
  const auto parts =
      split_sale(Amount{1000}, {4000, 3000, 2000}, kCharity,
                 {{Slug{"one"}, 700}, {Slug{"two"}, 700}, {Slug{"three"}, 700}}, {{author(1), 10000}});
  EXPECT_EQ(lines_of(parts), (Lines{{"pool/commons", 400},
                                    {"pool/innovation", 300},
                                    {"pool/charity", 200},
                                    {"pool/project/one", 70},
                                    {"pool/project/two", 30}}));
}

TEST(SplitSale, SplitsTheLargestPriceWithoutOverflow) {
  const auto parts = split_sale(Amount{UINT64_MAX}, {10000, 0, 0}, kCharity, {}, {{author(1), 10000}});
  EXPECT_EQ(lines_of(parts), (Lines{{"pool/commons", UINT64_MAX}}));
}

TEST(SplitSale, SumsToThePriceWhateverTheShares) {
  tests::SeededRandom random;
  for (int round = 0; round < 5000; ++round) {
    const std::uint64_t price = random.number() >> random.below(64);
    Shares shares;
    shares.commons = static_cast<Bps>(random.below(4001));
    shares.innovation = static_cast<Bps>(random.below(3001));
    shares.charity = static_cast<Bps>(random.below(3001));
    std::vector<UpstreamShare> upstream;
    for (std::size_t i = random.below(4); i > 0; --i) {
      upstream.push_back({Slug{"project-" + std::to_string(i)}, static_cast<Bps>(random.below(2001))});
    }
    std::vector<AuthorShare> authors;
    Bps left = kAllBps;
    for (std::size_t i = 1; i <= random.below(5); ++i) {
      authors.push_back({author(static_cast<std::uint8_t>(i)), static_cast<Bps>(random.below(left))});
      left = static_cast<Bps>(left - authors.back().bps);
    }
    authors.push_back({author(200), left});

    Lines expected;
    std::uint64_t rest = price;
    const auto take = [&](const std::string& book, std::uint64_t amount) {
      amount = std::min(amount, rest);
      rest -= amount;
      if (amount > 0) expected.emplace_back(book, amount);
    };
    take("pool/commons", floored(price, shares.commons));
    take("pool/innovation", floored(price, shares.innovation));
    take("pool/charity", floored(price, shares.charity));
    for (const auto& share : upstream) take("pool/project/" + share.project.value, floored(price, share.bps));
    const std::uint64_t for_authors = rest;
    std::uint64_t others = 0;
    for (std::size_t i = 1; i < authors.size(); ++i) others += floored(for_authors, authors[i].bps);
    take("account/" + authors[0].author.text(), for_authors - others);
    for (std::size_t i = 1; i < authors.size(); ++i) {
      take("account/" + authors[i].author.text(), floored(for_authors, authors[i].bps));
    }

    const auto lines = lines_of(split_sale(Amount{price}, shares, kCharity, upstream, authors));
    ASSERT_EQ(lines, expected) << "price " << price;
    std::uint64_t sum = 0;
    for (const auto& [book, amount] : lines) sum += amount;
    ASSERT_EQ(sum, price);
  }
}

TEST(CharityBook, IsThePoolWhileThereIsNoDefaultFund) {
  const state::EmptyState empty;
  state::Overlay state(empty);
  EXPECT_EQ(charity_book(state).text(), "pool/charity");
  set_default_fund(state, Slug{"students"});
  EXPECT_EQ(charity_book(state).text(), "fund/students");
  set_default_fund(state, std::nullopt);
  EXPECT_EQ(charity_book(state).text(), "pool/charity");
}

}  // namespace
}  // namespace kula::contracts::balance
