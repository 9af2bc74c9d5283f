#include "node/engine/peer_message.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  kula::fuzz::accept_exact(input, kula::engine::decode_peer_message, kula::engine::encode_peer_message);
}
