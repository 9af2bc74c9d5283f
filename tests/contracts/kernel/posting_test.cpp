// Double entry (C0.2): what post() refuses, what it leaves behind, and running hashes worked out from the
// events alone.
#include "contracts/kernel/posting.h"

#include <gtest/gtest.h>
#include <map>

#include "contracts/kernel/tables.h"
#include "tests/ledger/base/seeded_random.h"

namespace kula::contracts {
namespace {

class PostingTest : public testing::Test {
 protected:
  Outcome move(const Book& from, const Book& to, std::uint64_t amount, TimeMs now = TimeMs{5}) {
    Context context{state_, block_, policy_, {CauseKind::job, {}, 7}, events_, now};
    return post(context, from, to, Amount{amount}, PostingReason::donation, "why/1");
  }
  std::uint64_t balance(const Book& book) { return balance_of(state_, book).value; }

  const Book a_ = Book::fund(Slug{"aid"});
  const Book b_ = Book::pool(kPoolCommons);
  const Book outside_ = Book::external();
  state::EmptyState nothing_;
  state::Overlay state_{nothing_};
  execution::BlockContext block_;
  Policy policy_;
  std::vector<types::Event> events_;
};

using PostingDeathTest = PostingTest;

TEST_F(PostingDeathTest, StopsWhenABookPaysItself) { EXPECT_DEATH((void)move(a_, a_, 1), "itself"); }

TEST_F(PostingTest, RefusesToTakeMoreThanThereIs) {
  ASSERT_TRUE(move(outside_, a_, 10));
  const auto refused = move(a_, b_, 11);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code->name, "insufficient_funds");
  EXPECT_EQ(events_.size(), 1U);
  EXPECT_TRUE(move(a_, b_, 10));
  EXPECT_EQ(balance(a_), 0U);
  EXPECT_FALSE(move(a_, b_, 1));
}

TEST_F(PostingTest, RefusesMoreThanABookCanHold) {
  ASSERT_TRUE(move(outside_, a_, UINT64_MAX));
  const auto refused = move(outside_, b_, 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code->name, "amount_overflow");
  EXPECT_TRUE(move(a_, outside_, UINT64_MAX));
  EXPECT_FALSE(move(a_, outside_, 1));
}

TEST_F(PostingTest, LeavesNothingBehindForAZeroAmount) {
  EXPECT_TRUE(move(a_, b_, 0));
  EXPECT_TRUE(events_.empty());
  EXPECT_TRUE(state_.writes().empty());
}

TEST_F(PostingTest, TellsBothBooksTheAmountTheCauseAndTheTime) {
  ASSERT_TRUE(move(outside_, a_, 10, TimeMs{77}));
  ASSERT_EQ(events_.size(), 1U);
  EXPECT_EQ(events_[0].kind, Posting::kNumber);
  const auto posting = codec::decode<Posting>(events_[0].body);
  ASSERT_TRUE(posting);
  EXPECT_EQ(posting->from, outside_);
  EXPECT_EQ(posting->to, a_);
  EXPECT_EQ(posting->amount, Amount{10});
  EXPECT_EQ(posting->reason, PostingReason::donation);
  EXPECT_EQ(posting->reference, "why/1");
  EXPECT_EQ(posting->cause.kind, CauseKind::job);
  EXPECT_EQ(posting->cause.job, 7U);
  EXPECT_EQ(posting->time, TimeMs{77});
}

// What an auditor holds: balances, counts and hashes from the list of events and nothing else.
struct Audited {
  std::uint64_t in = 0;
  std::uint64_t out = 0;
  std::uint64_t count = 0;
  Bytes hash = Bytes(32, 0);
  void add(const Bytes& posting) {
    const Hash tag = crypto::sha256(as_bytes("kula/posting/v1"));
    Bytes message;
    for (int i = 0; i < 2; ++i) append(message, tag.view());
    append(message, hash);
    append(message, posting);
    hash = to_bytes(crypto::sha256(message).view());
    ++count;
  }
};

TEST_F(PostingTest, KeepsBalancesCountsAndRunningHashesThatTheEventsGive) {
  tests::SeededRandom random;
  const Book books[] = {a_, b_, outside_, Book::fund_committed(Slug{"aid"}), Book::escrow(kEscrowContest)};
  std::size_t refused = 0;
  for (int i = 0; i < 500; ++i) {
    const auto from = random.below(5);
    const auto to = random.below(5);
    if (from != to && !move(books[from], books[to], random.below(50))) ++refused;
  }
  EXPECT_GT(refused, 0U);
  std::map<std::string, Audited> audited;
  for (const auto& event : events_) {
    const auto posting = codec::decode<Posting>(event.body).value();
    auto& from = audited[posting.from.text()];
    auto& to = audited[posting.to.text()];
    from.out += posting.amount.value;
    to.in += posting.amount.value;
    from.add(event.body);
    to.add(event.body);
  }
  for (const auto& book : books) {
    const auto& wanted = audited[book.text()];
    if (book == outside_) {
      const auto record = kExternal.get_or_default(state_);
      EXPECT_EQ(record.issued.value, wanted.out);
      EXPECT_EQ(record.redeemed.value, wanted.in);
      EXPECT_EQ(record.count, wanted.count);
      EXPECT_EQ(to_bytes(record.hash.view()), wanted.hash);
      continue;
    }
    const auto record = kBooks.get_or_default(state_, book);
    EXPECT_EQ(record.balance.value, wanted.in - wanted.out) << book.text();
    EXPECT_EQ(record.count, wanted.count) << book.text();
    EXPECT_EQ(to_bytes(record.hash.view()), wanted.hash) << book.text();
  }
}

}  // namespace
}  // namespace kula::contracts
