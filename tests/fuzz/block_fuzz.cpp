#include "ledger/types/block.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  if (const auto block = kula::types::decode_block(input)) {
    KULA_CHECK(kula::fuzz::same(kula::types::encode_block(*block), input),
               "a block has other bytes than it was read from");
  }
}
