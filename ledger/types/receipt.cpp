#include "ledger/types/receipt.h"

#include "ledger/codec/binary.h"
#include "ledger/crypto/tags.h"
#include "ledger/types/merkle_list.h"

namespace kula::types {

namespace {
// A first byte keeps a transaction's receipt and a job's apart: both are leaves of one tree under one tag.
constexpr std::array<std::uint8_t, 1> kOfTransaction = {0};
constexpr std::array<std::uint8_t, 1> kOfJob = {1};
}  // namespace

Hash leaf_of(const Receipt& receipt) {
  return crypto::tagged_hash(crypto::kTagReceipt, {kOfTransaction, codec::encode(receipt)});
}

Hash leaf_of(const JobReceipt& receipt) {
  return crypto::tagged_hash(crypto::kTagReceipt, {kOfJob, codec::encode(receipt)});
}

Hash receipt_root(const BlockReceipts& receipts) {
  std::vector<Hash> leaves;
  leaves.reserve(receipts.transactions.size() + receipts.jobs.size());
  for (const Receipt& receipt : receipts.transactions) leaves.push_back(leaf_of(receipt));
  for (const JobReceipt& receipt : receipts.jobs) leaves.push_back(leaf_of(receipt));
  return list_root(leaves);
}

}  // namespace kula::types
