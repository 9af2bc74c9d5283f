#include "ledger/types/transaction.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  using kula::types::Transaction;
  const auto transaction = Transaction::parse(input);
  if (!transaction) return;
  KULA_CHECK(kula::fuzz::same(transaction->bytes(), input),
             "a transaction has other bytes than it was read from");
  const auto value = kula::fuzz::accept_canonical<kula::types::SignedTransaction>(input);
  KULA_CHECK(value.has_value(), "a parsed transaction is not canonical");
  const auto again = Transaction::from(*value);
  KULA_CHECK(again && again->id() == transaction->id(), "one payload has two ids");
  KULA_CHECK(again->bytes_hash() == transaction->bytes_hash(), "one transaction has two hashes");
}
