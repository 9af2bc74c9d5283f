#include "ledger/types/recovery.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ_TYPE(kula::types::SignedRecovery)
