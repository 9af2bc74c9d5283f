#include "ledger/state/page.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) { kula::fuzz::accept_exact(input, kula::state::decode_page, kula::state::encode_page); }
