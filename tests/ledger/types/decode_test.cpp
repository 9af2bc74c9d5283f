// Random and mutated bytes: whatever a decoder accepts, it encodes to the same bytes again.
#include <functional>
#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "ledger/types/history.h"
#include "ledger/types/merkle_list.h"
#include "ledger/types/state_proof.h"
#include "tests/ledger/base/seeded_random.h"
#include "tests/ledger/types/sample.h"

namespace kula::types {
namespace {

struct Format {
  std::string name;
  Bytes sample;
  std::function<std::optional<Bytes>(ByteView)> again;  // decode, then encode
};

template <class T>
Format format_of(const char* name, const T& sample) {
  return {name, codec::encode(sample), [](ByteView bytes) -> std::optional<Bytes> {
            const auto value = codec::decode<T>(bytes);
            if (!value) return std::nullopt;
            return codec::encode(*value);
          }};
}

std::vector<Format> formats() {
  const VoteSubject subject{VoteKind::finalize, Epoch{2}, View{9}, filled<BlockId>(0xbb)};
  const Certificate certificate{subject, 0b11, std::vector<crypto::Signature>(2)};
  const Event event{1, {1, 2}};
  std::vector<Format> all = {
      format_of("auth", Auth{1, std::vector<crypto::PublicKey>(2)}),
      format_of("signed transaction", signed_transaction()),
      format_of("receipts", BlockReceipts{{{filled<TransactionId>(1), 0, 0, {event}}},
                                          {{1, 2, TimeMs{3}, true, {event}}}}),
      format_of("header", block_header()),
      format_of("vote", Vote{subject, 1, {}}),
      format_of("certificate", certificate),
      format_of("finality proof", FinalityProof{{block_header()}, certificate}),
      format_of("list proof", ListProof{1, 3, std::vector<Hash>(2)}),
      format_of("history proof", HistoryProof{1, 3, std::vector<Hash>(1), std::vector<Hash>(2)}),
      format_of("state proof", StateProof{std::vector<Hash>(2), StateLeaf{}}),
  };
  all.push_back({"block", encode_block(block(1)), [](ByteView bytes) -> std::optional<Bytes> {
                   const auto value = decode_block(bytes);
                   if (!value) return std::nullopt;
                   return encode_block(*value);
                 }});
  return all;
}

TEST(Decoders, RefuseEveryTruncation) {
  for (const Format& format : formats()) {
    ASSERT_EQ(format.again(format.sample), format.sample) << format.name;
    for (std::size_t size = 0; size < format.sample.size(); ++size) {
      ASSERT_FALSE(format.again(ByteView(format.sample).first(size))) << format.name << " " << size;
    }
  }
}

TEST(Decoders, AcceptOnlyBytesThatEncodeToThemselves) {
  tests::SeededRandom random;
  for (const Format& format : formats()) {
    int accepted = 0;
    for (int round = 0; round < 1000; ++round) {
      Bytes bytes = format.sample;
      for (std::size_t changes = 1 + random.below(3); changes > 0; --changes) {
        bytes[random.below(bytes.size())] = random.coin() ? random.byte() : std::uint8_t{0};
      }
      if (random.below(8) == 0) bytes = random.bytes(random.below(300));
      const auto again = format.again(bytes);
      if (!again) continue;
      ++accepted;
      ASSERT_EQ(to_hex(*again), to_hex(bytes)) << format.name;
    }
    EXPECT_GT(accepted, 0) << format.name << ": no mutation was accepted, so nothing was compared";
  }
}

}  // namespace
}  // namespace kula::types
