#include "ledger/types/receipt.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  if (const auto receipts = kula::fuzz::accept_canonical<kula::types::BlockReceipts>(input)) {
    static_cast<void>(kula::types::receipt_root(*receipts));
  }
}
