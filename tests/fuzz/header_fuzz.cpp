#include "ledger/types/block.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ_TYPE(kula::types::BlockHeader)
