#include "ledger/types/block.h"

#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "ledger/types/merkle_list.h"
#include "tests/ledger/types/sample.h"

namespace kula::types {
namespace {

BlockDecodeError fault_of(const Bytes& bytes) {
  const auto result = decode_block(bytes);
  EXPECT_FALSE(result);
  return result ? BlockDecodeError{} : result.error();
}

TEST(DecodeBlock, RefusesEveryTruncationAndTrailingBytes) {
  Bytes bytes = encode_block(block(2));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(decode_block(ByteView(bytes).first(size))) << size;
  }
  bytes.push_back(0);
  EXPECT_EQ(fault_of(bytes), BlockDecodeError::malformed);
}

TEST(DecodeBlock, RefusesABodyOfAnotherBlock) {
  for (const std::size_t other : {std::size_t{0}, std::size_t{2}, std::size_t{4}}) {
    Block changed = block(3);
    changed.transactions = block(other).transactions;
    EXPECT_EQ(fault_of(encode_block(changed)), BlockDecodeError::wrong_transaction_root);
  }
  Block swapped = block(3);
  std::swap(swapped.transactions[0], swapped.transactions[1]);
  EXPECT_EQ(fault_of(encode_block(swapped)), BlockDecodeError::wrong_transaction_root);
}

TEST(DecodeBlock, RefusesATransactionWithOtherSignatures) {
  Block changed = block(1);
  SignedTransaction value = changed.transactions[0]->value();
  value.signatures[0].signature.bytes[0] ^= 1;
  changed.transactions[0] = std::make_shared<const Transaction>(Transaction::from(value).value());
  EXPECT_EQ(fault_of(encode_block(changed)), BlockDecodeError::wrong_transaction_root);
}

TEST(DecodeBlock, RefusesABadTransaction) {
  Bytes bytes = encode_block(block(1));
  const std::size_t version_at = encode_block(block(0)).size() + 4;
  bytes[version_at] = 9;
  EXPECT_EQ(fault_of(bytes), BlockDecodeError::bad_transaction);
}

TEST(DecodeBlock, RefusesMoreThanTheLimits) {
  EXPECT_EQ(fault_of(Bytes(kMaxBlockBytes + 1)), BlockDecodeError::too_large);
  Bytes crowded = codec::encode(block_header());
  append(crowded, codec::encode(std::uint32_t{8193}));
  crowded.resize(crowded.size() + 40000);
  EXPECT_EQ(fault_of(crowded), BlockDecodeError::too_large);
}

TEST(DecodeBlock, RefusesCountsAndLengthsBeyondTheInput) {
  for (const std::uint32_t hostile : {100u, 0x7fffffffu, 0xffffffffu}) {
    Bytes count = codec::encode(block_header());
    append(count, codec::encode(hostile));
    EXPECT_EQ(fault_of(count), BlockDecodeError::malformed);
    Bytes length = codec::encode(block_header());
    append(length, codec::encode(std::uint32_t{1}));
    append(length, codec::encode(hostile));
    EXPECT_EQ(fault_of(length), BlockDecodeError::malformed);
  }
}

TEST(DecodeBlock, GivesBackWhatWasEncoded) {
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{5}}) {
    const Block original = block(count);
    const auto decoded = decode_block(encode_block(original));
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->header, original.header);
    ASSERT_EQ(decoded->transactions.size(), count);
    for (std::size_t i = 0; i < count; ++i)
      EXPECT_EQ(decoded->transactions[i]->id(), original.transactions[i]->id());
  }
}

TEST(TransactionRoot, IsTheListRootOfTheBytesHashes) {
  EXPECT_EQ(transaction_root({}), Hash{});
  EXPECT_EQ(transaction_root({transaction(1), transaction(2)}),
            list_root({Hash{transaction(1)->bytes_hash().bytes}, Hash{transaction(2)->bytes_hash().bytes}}));
}

// Every header field changes the id.
TEST(BlockId, CoversEveryByteOfTheHeader) {
  const Bytes bytes = codec::encode(block_header());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    Bytes changed = bytes;
    changed[at] ^= 1;
    EXPECT_NE(id_of(codec::decode<BlockHeader>(changed).value()), id_of(block_header())) << at;
  }
}

class FinalityProofTest : public ::testing::Test {
 protected:
  FinalityProofTest() {
    headers_.push_back(block_header());
    headers_[0].validator_set = signers_.set.hash();
    headers_[0].next_validator_set = signers_.set.hash();
    for (int i = 0; i < 3; ++i) {
      BlockHeader child = headers_.back();
      child.parent = id_of(headers_.back());
      child.height = next(child.height);
      child.view = View{child.view.value + 1};
      headers_.push_back(child);
    }
  }
  [[nodiscard]] Certificate finalize(const BlockHeader& header, VoteKind kind = VoteKind::finalize) const {
    return signers_.certify(header.chain_id, {kind, header.epoch, header.view, id_of(header)}, 0b0111);
  }
  // The proof of headers_[0] through headers_[1] .. headers_[length].
  [[nodiscard]] FinalityProof proof_of(std::size_t length) const {
    return {{headers_.begin() + 1, headers_.begin() + 1 + static_cast<std::ptrdiff_t>(length)},
            finalize(headers_[length])};
  }
  // As proof_of(2), with the child changed and everything after it linked and signed as if it were right.
  template <class Change>
  [[nodiscard]] bool accepted_with_child(Change change) {
    change(headers_[1]);
    headers_[2].parent = id_of(headers_[1]);
    return verify(proof_of(2), headers_[0], signers_.set);
  }
  Signers signers_{4};  // quorum 3
  std::vector<BlockHeader> headers_;
};

TEST_F(FinalityProofTest, RefusesOtherKindsOfCertificate) {
  EXPECT_FALSE(
      verify(FinalityProof{{}, finalize(headers_[0], VoteKind::notarize)}, headers_[0], signers_.set));
  EXPECT_FALSE(
      verify(FinalityProof{{}, finalize(headers_[0], VoteKind::nullify)}, headers_[0], signers_.set));
}

TEST_F(FinalityProofTest, RefusesACertificateOfAnotherBlockEpochOrSet) {
  EXPECT_FALSE(verify(FinalityProof{{}, finalize(headers_[1])}, headers_[0], signers_.set));
  Certificate other_epoch = signers_.certify(
      headers_[0].chain_id, {VoteKind::finalize, Epoch{3}, headers_[0].view, id_of(headers_[0])}, 0b0111);
  EXPECT_FALSE(verify(FinalityProof{{}, other_epoch}, headers_[0], signers_.set));
  const Signers others(5);
  FinalityProof by_others{{},
                          others.certify(headers_[0].chain_id, proof_of(0).finalization.subject, 0b01111)};
  EXPECT_FALSE(verify(by_others, headers_[0], others.set)) << "not the set that the header names";
  EXPECT_FALSE(verify(proof_of(0), headers_[0], others.set));
}

TEST_F(FinalityProofTest, RefusesAPathWithAGapADoubleOrAnotherOrder) {
  const FinalityProof good = proof_of(3);
  FinalityProof gap = good;
  gap.path.erase(gap.path.begin() + 1);
  EXPECT_FALSE(verify(gap, headers_[0], signers_.set));
  FinalityProof doubled = good;
  doubled.path.insert(doubled.path.begin(), doubled.path.front());
  EXPECT_FALSE(verify(doubled, headers_[0], signers_.set));
  FinalityProof swapped = good;
  std::swap(swapped.path[0], swapped.path[1]);
  EXPECT_FALSE(verify(swapped, headers_[0], signers_.set));
  FinalityProof shorter = good;
  shorter.path.pop_back();
  EXPECT_FALSE(verify(shorter, headers_[0], signers_.set));
  FinalityProof with_itself = good;
  with_itself.path.insert(with_itself.path.begin(), headers_[0]);
  EXPECT_FALSE(verify(with_itself, headers_[0], signers_.set));
}

TEST_F(FinalityProofTest, TakesARightlyLinkedChild) {
  EXPECT_TRUE(accepted_with_child([](BlockHeader&) {}));
}
TEST_F(FinalityProofTest, RefusesAChildOfAnotherHeight) {
  EXPECT_FALSE(accepted_with_child([](BlockHeader& child) { child.height = next(child.height); }));
}
TEST_F(FinalityProofTest, RefusesAChildOfAnotherEpoch) {
  EXPECT_FALSE(accepted_with_child([](BlockHeader& child) { child.epoch = Epoch{3}; }));
}
TEST_F(FinalityProofTest, RefusesAChildOfAnotherChain) {
  EXPECT_FALSE(accepted_with_child([](BlockHeader& child) { child.chain_id = filled<ChainId>(0xc2); }));
}
TEST_F(FinalityProofTest, RefusesAChildOfAnotherSet) {
  EXPECT_FALSE(accepted_with_child([](BlockHeader& child) { child.validator_set = filled<Hash>(1); }));
}
TEST_F(FinalityProofTest, RefusesAChildOfAnotherParent) {
  EXPECT_FALSE(accepted_with_child([](BlockHeader& child) { child.parent = filled<BlockId>(1); }));
}

TEST_F(FinalityProofTest, RefusesAChangedHeader) {
  BlockHeader changed = headers_[0];
  changed.state_root.bytes[0] ^= 1;
  EXPECT_FALSE(verify(proof_of(0), changed, signers_.set));
  EXPECT_FALSE(verify(proof_of(2), changed, signers_.set));
}

TEST_F(FinalityProofTest, TakesACertificateOfTheBlockOrOfADescendant) {
  for (std::size_t length = 0; length <= 3; ++length) {
    EXPECT_TRUE(verify(proof_of(length), headers_[0], signers_.set)) << length;
  }
}

TEST_F(FinalityProofTest, TakesALaterViewOfAReproposedBlock) {
  const VoteSubject later{VoteKind::finalize, headers_[0].epoch, View{40}, id_of(headers_[0])};
  EXPECT_TRUE(verify(FinalityProof{{}, signers_.certify(headers_[0].chain_id, later, 0b1110)}, headers_[0],
                     signers_.set));
}

}  // namespace
}  // namespace kula::types
