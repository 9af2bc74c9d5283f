#include "node/api/batch.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) { kula::fuzz::accept_exact(input, kula::api::decode_batch, kula::api::encode_batch); }
