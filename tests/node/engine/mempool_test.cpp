#include "node/engine/mempool.h"

#include <gtest/gtest.h>

namespace kula::engine {
namespace {

types::Address person(std::uint8_t number) {
  types::Address address;
  address.raw.bytes[0] = number;
  return address;
}

// Unsigned: the pool does not look at signatures. `variant` makes another transaction with the same nonce.
types::TransactionPointer make(std::uint8_t sender, std::uint64_t nonce, std::uint64_t expires = 1'000,
                               std::uint8_t variant = 0) {
  types::SignedTransaction value;
  value.payload = {1, {}, person(sender), nonce, TimeMs{expires}, {{1, Bytes{variant}}}};
  return std::make_shared<const types::Transaction>(*types::Transaction::from(std::move(value)));
}

std::vector<std::uint64_t> nonces(const types::TransactionList& list) {
  std::vector<std::uint64_t> result;
  for (const auto& one : list) result.push_back(one->payload().nonce);
  return result;
}

TEST(Mempool, RefusesTheSameTransactionTwice) {
  Mempool pool;
  EXPECT_EQ(pool.add(make(1, 0), 0, 0), Mempool::Added::pooled);
  EXPECT_EQ(pool.add(make(1, 0), 0, 0), Mempool::Added::duplicate);
  EXPECT_EQ(pool.pooled(), 1u);
}

TEST(Mempool, RefusesASecondTransactionWithANonceThatIsTaken) {
  Mempool pool;
  EXPECT_EQ(pool.add(make(1, 0), 0, 0), Mempool::Added::pooled);
  EXPECT_EQ(pool.add(make(1, 0, 1'000, 9), 0, 0), Mempool::Added::nonce_taken);
  EXPECT_EQ(pool.add(make(1, 5), 0, 0), Mempool::Added::waiting);
  EXPECT_EQ(pool.add(make(1, 5, 1'000, 9), 0, 0), Mempool::Added::nonce_taken);
}

TEST(Mempool, RefusesANonceThatIsUsed) {
  Mempool pool;
  EXPECT_EQ(pool.add(make(1, 2), 3, 0), Mempool::Added::nonce_used);
}

TEST(Mempool, HoldsSixteenConsecutiveNoncesOfASender) {
  Mempool pool;
  for (std::uint64_t nonce = 0; nonce < 16; ++nonce) {
    EXPECT_EQ(pool.add(make(1, nonce), 0, 0), Mempool::Added::pooled);
  }
  EXPECT_EQ(pool.add(make(1, 16), 0, 0), Mempool::Added::sender_full);
  EXPECT_EQ(pool.add(make(1, 17), 0, 0), Mempool::Added::nonce_gap);
  EXPECT_EQ(pool.add(make(2, 0), 0, 0), Mempool::Added::pooled);
}

TEST(Mempool, KeepsWhatIsBehindAGapOutsideUntilTheGapIsFilled) {
  Mempool pool;
  EXPECT_EQ(pool.add(make(1, 1), 0, 0), Mempool::Added::waiting);
  EXPECT_EQ(pool.add(make(1, 2), 0, 0), Mempool::Added::waiting);
  EXPECT_TRUE(pool.candidates(10, 1'000'000).empty());
  EXPECT_EQ(pool.next_nonce(person(1)), 0u);
  EXPECT_EQ(pool.add(make(1, 0), 0, 0), Mempool::Added::pooled);
  EXPECT_EQ(nonces(pool.candidates(10, 1'000'000)), (std::vector<std::uint64_t>{0, 1, 2}));
  EXPECT_EQ(pool.waiting(), 0u);
}

TEST(Mempool, ForgetsWhatWaitsBehindAGapForTooLong) {
  Mempool pool;
  EXPECT_EQ(pool.add(make(1, 3), 0, 100), Mempool::Added::waiting);
  EXPECT_TRUE(pool.sweep(TimeMs{0}, 100 + kMaxGapWaitMs - 1).empty());
  const auto departed = pool.sweep(TimeMs{0}, 100 + kMaxGapWaitMs);
  ASSERT_EQ(departed.size(), 1u);
  EXPECT_EQ(departed[0].reason, Gone::nonce_gap);
  EXPECT_EQ(pool.bytes(), 0u);
}

TEST(Mempool, HandsOutInTheOrderOfArrivalOverSenders) {
  Mempool pool;
  const types::TransactionList arrivals{make(2, 0), make(1, 0), make(2, 1), make(3, 0), make(1, 1)};
  for (const auto& one : arrivals) EXPECT_EQ(pool.add(one, 0, 0), Mempool::Added::pooled);
  EXPECT_EQ(pool.candidates(10, 1'000'000), arrivals);
  EXPECT_EQ(pool.candidates(2, 1'000'000).size(), 2u);
  EXPECT_EQ(pool.candidates(10, arrivals[0]->bytes().size() * 2).size(), 2u);
}

// However many stand in blocks already, the next block is full of others.
TEST(Mempool, HandsOutNothingThatIsTaken) {
  Mempool pool;
  const types::TransactionList arrivals{make(2, 0), make(1, 0), make(2, 1), make(3, 0), make(1, 1)};
  for (const auto& one : arrivals) EXPECT_EQ(pool.add(one, 0, 0), Mempool::Added::pooled);
  Mempool::Taken taken;
  for (const auto i : {0, 1, 3}) taken[arrivals[static_cast<std::size_t>(i)]->id()] = true;
  EXPECT_EQ(pool.candidates(2, 1'000'000, taken), (types::TransactionList{arrivals[2], arrivals[4]}));
  EXPECT_EQ(pool.candidates(10, arrivals[2]->bytes().size(), taken), (types::TransactionList{arrivals[2]}));
}

TEST(Mempool, DoesNotCallExpiredWhatIsTaken) {
  Mempool pool;
  const auto taken_one = make(1, 0, 1'000);
  const auto other = make(2, 0, 1'000);
  for (const auto& one : {taken_one, other}) EXPECT_EQ(pool.add(one, 0, 0), Mempool::Added::pooled);
  Mempool::Taken taken;
  taken[taken_one->id()] = true;
  const auto departed = pool.sweep(TimeMs{1'000}, 0, taken);
  ASSERT_EQ(departed.size(), 1u);
  EXPECT_EQ(departed[0].id, other->id());
  EXPECT_EQ(pool.sweep(TimeMs{1'001}, 0).size(), 1u) << "the block came to nothing";
}

TEST(Mempool, PutsSuccessorsBehindAGapWhenOneIsRemoved) {
  Mempool pool;
  const auto second = make(1, 1);
  EXPECT_EQ(pool.add(make(1, 0), 0, 0), Mempool::Added::pooled);
  EXPECT_EQ(pool.add(second, 0, 0), Mempool::Added::pooled);
  EXPECT_EQ(pool.add(make(1, 2), 0, 0), Mempool::Added::pooled);
  pool.remove(second->id(), 0);
  EXPECT_EQ(nonces(pool.candidates(10, 1'000'000)), (std::vector<std::uint64_t>{0}));
  EXPECT_EQ(pool.waiting(), 1u);
  EXPECT_EQ(pool.add(make(1, 1, 1'000, 7), 0, 0), Mempool::Added::pooled);
  EXPECT_EQ(nonces(pool.candidates(10, 1'000'000)), (std::vector<std::uint64_t>{0, 1, 2}));
}

TEST(Mempool, ForgetsWhatABlockIncludedAndWhatItMadeImpossible) {
  Mempool pool;
  const auto first = make(1, 0);
  const auto other_second = make(1, 1, 1'000, 3);
  EXPECT_EQ(pool.add(first, 0, 0), Mempool::Added::pooled);
  EXPECT_EQ(pool.add(other_second, 0, 0), Mempool::Added::pooled);
  EXPECT_EQ(pool.add(make(1, 2), 0, 0), Mempool::Added::pooled);
  const auto departed = pool.included({first, make(1, 1)}, 0);
  ASSERT_EQ(departed.size(), 1u);
  EXPECT_EQ(departed[0].id, other_second->id());
  EXPECT_EQ(departed[0].reason, Gone::nonce_used);
  EXPECT_EQ(nonces(pool.candidates(10, 1'000'000)), (std::vector<std::uint64_t>{2}));
}

TEST(Mempool, LetsInWhatWaitedWhenABlockFillsTheGap) {
  Mempool pool;
  EXPECT_EQ(pool.add(make(1, 1), 0, 0), Mempool::Added::waiting);
  EXPECT_TRUE(pool.included({make(1, 0)}, 0).empty());
  EXPECT_EQ(nonces(pool.candidates(10, 1'000'000)), (std::vector<std::uint64_t>{1}));
}

TEST(Mempool, ForgetsWhatExpiresAtItsMillisecond) {
  Mempool pool;
  EXPECT_EQ(pool.add(make(1, 0, 500), 0, 0), Mempool::Added::pooled);
  EXPECT_EQ(pool.add(make(1, 1, 900), 0, 0), Mempool::Added::pooled);
  EXPECT_TRUE(pool.sweep(TimeMs{499}, 0).empty());
  const auto departed = pool.sweep(TimeMs{500}, 0);
  ASSERT_EQ(departed.size(), 1u);
  EXPECT_EQ(departed[0].reason, Gone::expired);
  EXPECT_EQ(pool.pooled(), 0u);  // its successor waits behind the gap now
  EXPECT_EQ(pool.waiting(), 1u);
}

TEST(Mempool, IsBoundedInBytes) {
  Mempool pool;
  const std::size_t each = 60 * 1024;
  std::size_t pooled = 0;
  for (std::uint16_t sender = 0; sender < 2'000; ++sender) {
    types::SignedTransaction value;
    types::Address address;
    address.raw.bytes[0] = static_cast<std::uint8_t>(sender);
    address.raw.bytes[1] = static_cast<std::uint8_t>(sender >> 8);
    value.payload = {1, {}, address, 0, TimeMs{1'000}, {{1, Bytes(each, 0)}}};
    const auto one = std::make_shared<const types::Transaction>(*types::Transaction::from(std::move(value)));
    if (pool.add(one, 0, 0) == Mempool::Added::pool_full) break;
    ++pooled;
  }
  EXPECT_LE(pool.bytes(), kMaxPooledBytes);
  EXPECT_GT(pool.bytes(), kMaxPooledBytes - 2 * each);
  EXPECT_LT(pooled, 2'000u);
}

}  // namespace
}  // namespace kula::engine
