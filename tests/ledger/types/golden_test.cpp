// Pins the bytes and hashes of every encoded type: tests/golden/types/<name>.hex holds "bytes <hex>" and,
// where the type has one, "hash <hex>". KULA_WRITE_GOLDEN=1 writes the files anew;
// tests/golden/types/check.py derives them a second time from ledger/types/README.md, so a changed format
// must be changed there too.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "ledger/codec/binary.h"
#include "ledger/types/history.h"
#include "ledger/types/merkle_list.h"
#include "ledger/types/snapshot.h"
#include "tests/ledger/types/sample.h"
#include "tests/support/tests_folder.h"

namespace kula::types {
namespace {

void compare(const std::string& name, const Bytes& bytes, const std::string& hash = "") {
  const std::filesystem::path path = tests::tests_folder() + "/golden/types/" + name + ".hex";
  const std::string text = "bytes " + to_hex(bytes) + "\n" + (hash.empty() ? "" : "hash " + hash + "\n");
  if (std::getenv("KULA_WRITE_GOLDEN") != nullptr) std::ofstream(path) << text;
  std::ifstream file(path);
  const std::string golden{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text, golden) << name;
}

// The value's bytes are pinned, and decode to a value with the same bytes.
template <class T>
void pin(const std::string& name, const T& value, const std::string& hash = "") {
  const Bytes bytes = codec::encode(value);
  compare(name, bytes, hash);
  const auto decoded = codec::decode<T>(bytes);
  ASSERT_TRUE(decoded) << name;
  EXPECT_EQ(codec::encode(*decoded), bytes) << name;
}

std::vector<Hash> hashes(std::initializer_list<std::uint8_t> fills) {
  std::vector<Hash> result;
  for (const auto fill : fills) result.push_back(filled<Hash>(fill));
  return result;
}

TEST(Golden, Auths) {
  const Auth auth{
      2, {filled<crypto::PublicKey>(0x21), filled<crypto::PublicKey>(0x22), filled<crypto::PublicKey>(0x23)}};
  pin("auth", auth, Address::of(auth).raw.text());
  compare("address", codec::encode(Address::of(auth)), Address::of(auth).text());
}

TEST(Golden, Transactions) {
  const SignedTransaction value = signed_transaction();
  pin("action", value.payload.actions[0]);
  pin("transaction_payload", value.payload, id_of(value.payload).text());
  pin("key_signature", value.signatures[0]);
  pin("signed_transaction", value, Transaction::from(value)->bytes_hash().text());
}

TEST(Golden, Receipts) {
  const Event event{0x0203, {0xde, 0xad}};
  const Receipt accepted{filled<TransactionId>(0x1d), kAccepted, 0, {event, {1, {}}}};
  const Receipt rejected{filled<TransactionId>(0x1e), 0x0405, 3, {}};
  const JobReceipt job{77, 6, TimeMs{1795369061000}, true, {event}};
  pin("event", event);
  pin("receipt", accepted, leaf_of(accepted).text());
  pin("job_receipt", job, leaf_of(job).text());
  const BlockReceipts all{{accepted, rejected}, {job}};
  pin("block_receipts", all, receipt_root(all).text());
}

TEST(Golden, Blocks) {
  pin("block_header", block_header(), id_of(block_header()).text());
  compare("block", encode_block(block(2)), block(2).header.transaction_root.text());
}

TEST(Golden, Recoveries) {
  const ValidatorSet set{{{filled<crypto::PublicKey>(0x21)}, {filled<crypto::PublicKey>(0x22)}}};
  const RecoveryManifest manifest{1,  filled<ChainId>(0xc1), Height{999}, filled<BlockId>(0xaa), Epoch{1},
                                  set};
  const KeySignature one{0, filled<crypto::Signature>(0x51)};
  const KeySignature two{2, filled<crypto::Signature>(0x52)};
  const SignedRecovery recovery{
      manifest,
      {{{filled<Address::BinaryForm>(0x5e)}, {one}}, {{filled<Address::BinaryForm>(0x5f)}, {one, two}}}};
  pin("recovery_manifest", manifest, hash_of(manifest).text());
  pin("signed_recovery", recovery);
  Block first = block(0);
  first.header.recovery = hash_of(manifest);
  first.recovery = std::make_shared<const SignedRecovery>(recovery);
  compare("recovered_block", encode_block(first), first.header.recovery.text());
  const ProvenStateRow here{{0x00, 0x02, 0x6b}, to_bytes(as_bytes("value")), {hashes({0x63}), std::nullopt}};
  const ProvenStateRow absent{{0x00, 0x02, 0x6d}, std::nullopt, {{}, std::nullopt}};
  const VoteSubject subject{VoteKind::finalize, Epoch{2}, View{9}, filled<BlockId>(0xbb)};
  const FinalityProof finality{{}, {subject, 0b1, {filled<crypto::Signature>(0x51)}}};
  pin("recovery_close", EpochClose{block_header(), finality, set, RecoveryProof{recovery, {here, absent}}});
}

TEST(Golden, Consensus) {
  const VoteSubject subject{VoteKind::finalize, Epoch{2}, View{9}, filled<BlockId>(0xbb)};
  const Certificate certificate{
      subject, 0b101, {filled<crypto::Signature>(0x51), filled<crypto::Signature>(0x52)}};
  const ValidatorSet set{{{filled<crypto::PublicKey>(0x21)}, {filled<crypto::PublicKey>(0x22)}}};
  pin("vote_subject", subject, vote_message(filled<ChainId>(0xc1), subject).text());
  pin("vote", Vote{subject, 4, filled<crypto::Signature>(0x51)});
  pin("certificate", certificate);
  pin("validator_set", set, set.hash().text());
  pin("finality_proof", FinalityProof{{block_header()}, certificate});
}

TEST(Golden, Proofs) {
  pin("list_proof", ListProof{1, 3, hashes({0x31, 0x32})}, list_root(hashes({0x31, 0x32, 0x33})).text());
  const HistoryPeaks peaks{5, hashes({0x41, 0x42})};
  pin("history_peaks", peaks, peaks.root().text());
  pin("history_proof", HistoryProof{2, 5, hashes({0x43, 0x44}), hashes({0x41, 0x42})});
  const StateLeaf leaf{filled<StateKeyHash>(0x61), filled<Hash>(0x62)};
  pin("state_leaf", leaf, state_leaf_hash(leaf.key, leaf.value_hash).text());
  pin("state_proof_absent", StateProof{hashes({0x63, 0x00}), leaf});
  pin("state_proof_present", StateProof{hashes({0x63}), std::nullopt});
}

TEST(Golden, Snapshots) {
  const VoteSubject subject{VoteKind::finalize, Epoch{2}, View{9}, filled<BlockId>(0xbb)};
  const FinalityProof finality{{}, {subject, 0b1, {filled<crypto::Signature>(0x51)}}};
  pin("epoch_close",
      EpochClose{block_header(), finality, ValidatorSet{{{filled<crypto::PublicKey>(0x21)}}}, std::nullopt});
  const SnapshotRow row{{0x00, 0x02, 0x6b}, to_bytes(as_bytes("value"))};
  const SnapshotRow other{{0x00, 0x02, 0x6d}, {}};
  pin("snapshot_chunk", SnapshotChunk{{row, other}});
  // The two keys' hashes begin with different bits: each part holds one leaf.
  std::vector<StateLeaf> leaves = {{hash_of_key(row.key), state_value_hash(row.value)},
                                   {hash_of_key(other.key), state_value_hash(other.value)}};
  std::sort(leaves.begin(), leaves.end(),
            [](const StateLeaf& a, const StateLeaf& b) { return a.key < b.key; });
  std::vector<Subtree> parts(2);
  for (const StateLeaf& leaf : leaves) parts[part_of(leaf.key, 1)] = subtree_of({leaf}, 1);
  ASSERT_FALSE(parts[0].is_empty() || parts[1].is_empty());
  pin("snapshot_manifest", SnapshotManifest{1, block_header(), finality, hashes({0x41, 0x42}), 1, parts},
      root_of(parts).text());
}

}  // namespace
}  // namespace kula::types
