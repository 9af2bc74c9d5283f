#include "node/engine/peer_message.h"

#include <gtest/gtest.h>

namespace kula::engine {
namespace {

std::vector<PeerMessage> one_of_each() {
  consensus::VoteMessage vote;
  vote.vote.subject.view = types::View{7};
  StatusMessage status;
  status.finality.emplace();
  return {ConsensusMessage{vote},
          status,
          TransactionsMessage{{Bytes{1, 2}, Bytes{3}}},
          BodyRequest{1, {}, {0, 5}},
          BodyAnswer{1, {Bytes{9}}},
          BlockRequest{2, {}},
          BlockAnswer{2, Bytes{8}},
          CertificatesRequest{types::Epoch{1}, types::View{2}, types::View{3}},
          RangeRequest{3, Height{4}, 5},
          RangeAnswer{3, {{Bytes{1}, {}}}},
          SnapshotRequest{4},
          SnapshotAnswer{4, types::SnapshotManifest{}},
          ClosesRequest{5, types::Epoch{6}},
          ClosesAnswer{5, {types::EpochClose{}}},
          ChunkRequest{6, {}, 3, 7},
          ChunkAnswer{6, Bytes{5}}};
}

TEST(PeerMessage, OfEachKindIsReadAsItWasWritten) {
  for (const auto& message : one_of_each()) {
    const auto bytes = encode_peer_message(message);
    const auto read = decode_peer_message(bytes);
    ASSERT_TRUE(read.has_value()) << message.index();
    EXPECT_EQ(read->index(), message.index());
    EXPECT_EQ(encode_peer_message(*read), bytes);
  }
}

// The order of the alternatives is the format on the wire.
TEST(PeerMessage, KeepsItsKindsInTheirPlaces) {
  const auto all = one_of_each();
  ASSERT_EQ(std::variant_size_v<PeerMessage>, all.size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(encode_peer_message(all[i]).front(), i);
}

TEST(PeerMessage, ThatIsCutOrHasMoreIsNone) {
  for (const auto& message : one_of_each()) {
    const auto bytes = encode_peer_message(message);
    for (std::size_t size = 0; size < bytes.size(); ++size)
      EXPECT_FALSE(decode_peer_message(ByteView(bytes).first(size)).has_value()) << message.index();
    auto more = bytes;
    more.push_back(0);
    EXPECT_FALSE(decode_peer_message(more).has_value()) << message.index();
  }
}

TEST(PeerMessage, OfNoKnownKindOrBeyondTheLimitIsNone) {
  EXPECT_FALSE(decode_peer_message(Bytes{16, 0, 0, 0, 0}).has_value());
  EXPECT_FALSE(
      decode_peer_message(encode_peer_message(BlockAnswer{1, Bytes(kMaxPeerMessageBytes, 0)})).has_value());
  EXPECT_TRUE(decode_peer_message(encode_peer_message(BlockAnswer{1, Bytes(kMaxPeerMessageBytes - 64, 0)}))
                  .has_value());
}

// T6: a length is believed only as far as there are bytes.
TEST(PeerMessage, AllocatesNothingForALengthThatLies) {
  EXPECT_FALSE(decode_peer_message(Bytes{2, 255, 255, 255, 255}).has_value());
  EXPECT_FALSE(decode_peer_message(Bytes{6, 0, 0, 0, 0, 0, 0, 0, 0, 1, 255, 255, 255, 127}).has_value());
}

}  // namespace
}  // namespace kula::engine
