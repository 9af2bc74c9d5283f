#include "node/engine/peer_message.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  using namespace kula;
  const auto message = engine::decode_peer_message(input);
  if (!message) return;
  KULA_CHECK(fuzz::same(engine::encode_peer_message(*message), input),
             "an accepted message is not the encoding of its value");
}
