#include "ledger/types/receipt.h"

#include <gtest/gtest.h>

#include "ledger/types/merkle_list.h"
#include "tests/ledger/types/sample.h"

namespace kula::types {
namespace {

Receipt receipt(std::uint8_t number) { return {filled<TransactionId>(number), 0, 0, {{7, Bytes{number}}}}; }
JobReceipt job(std::uint64_t number) { return {number, 2, TimeMs{5}, false, {{8, {}}}}; }

TEST(ReceiptRoot, CommitsToContentOrderAndEvents) {
  const BlockReceipts good{{receipt(1), receipt(2)}, {job(1), job(2)}};
  BlockReceipts swapped = good;
  std::swap(swapped.transactions[0], swapped.transactions[1]);
  EXPECT_NE(receipt_root(good), receipt_root(swapped));
  swapped = good;
  std::swap(swapped.jobs[0], swapped.jobs[1]);
  EXPECT_NE(receipt_root(good), receipt_root(swapped));
  BlockReceipts changed = good;
  changed.transactions[1].events[0].body[0] ^= 1;
  EXPECT_NE(receipt_root(good), receipt_root(changed));
  changed = good;
  changed.jobs[1].halted = true;
  EXPECT_NE(receipt_root(good), receipt_root(changed));
  changed = good;
  changed.jobs.pop_back();
  EXPECT_NE(receipt_root(good), receipt_root(changed));
}

TEST(ReceiptRoot, IsTheListRootOfTransactionsThenJobs) {
  EXPECT_EQ(receipt_root({}), Hash{});
  EXPECT_EQ(receipt_root({{receipt(1)}, {}}), leaf_of(receipt(1)));
  EXPECT_EQ(receipt_root({{receipt(1)}, {job(3), job(4)}}),
            list_root({leaf_of(receipt(1)), leaf_of(job(3)), leaf_of(job(4))}));
}

}  // namespace
}  // namespace kula::types
