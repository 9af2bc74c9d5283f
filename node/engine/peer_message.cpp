#include "node/engine/peer_message.h"

#include "ledger/codec/binary.h"

namespace kula::engine {

Bytes encode_peer_message(const PeerMessage& message) { return codec::encode(message); }

std::optional<PeerMessage> decode_peer_message(ByteView bytes) {
  if (bytes.size() > kMaxPeerMessageBytes) return std::nullopt;
  auto message = codec::decode<PeerMessage>(bytes);
  if (!message) return std::nullopt;
  return std::move(*message);
}

}  // namespace kula::engine
