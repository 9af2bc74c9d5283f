#include "ledger/crypto/sha256.h"

#include <gtest/gtest.h>

#include "ledger/crypto/tags.h"

namespace kula::crypto {
namespace {

// FIPS 180-4's examples.
TEST(Sha256, AgreesWithThePublishedExamples) {
  EXPECT_EQ(sha256(ByteView{}).text(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256(as_bytes("abc")).text(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).text(),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(
      sha256(
          as_bytes("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
                   "lmnopqrsmnopqrstnopqrstu"))
          .text(),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(sha256(Bytes(1000000, 'a')).text(),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, HashesPartsAsTheirConcatenation) {
  EXPECT_EQ(sha256({as_bytes("a"), ByteView{}, as_bytes("bc")}), sha256(as_bytes("abc")));
}

// Expected values: Python's hashlib.
TEST(TaggedHash, IsBip340s) {
  EXPECT_EQ(tagged_hash(kTagVote, {as_bytes("a"), as_bytes("bc")}).text(),
            "b3bb6b9e42500e49b41c227371b51843ff61f057819b2787385c89f4af4c478d");
  EXPECT_EQ(tagged_hash(kTagBlock, {}).text(),
            "780db54631742440ab8c7d2d9fb8b02a795b5872b23d425dae49a8113bd34f71");
}

TEST(TaggedHash, KeepsTagsApartInAnyOrderOfUse) {
  const Hash first = tagged_hash(kTagVote, {as_bytes("x")});
  const Hash second = tagged_hash(kTagBlock, {as_bytes("x")});
  EXPECT_NE(first, second);
  EXPECT_EQ(tagged_hash(kTagVote, {as_bytes("x")}), first);
  EXPECT_EQ(tagged_hash(kTagBlock, {as_bytes("x")}), second);
}

// Two names that come to stand at one place, one after the other.
TEST(TaggedHash, KnowsATagByItsName) {
  std::string name = "kula/vote/v1";
  EXPECT_EQ(tagged_hash(Tag{name}, {as_bytes("x")}), tagged_hash(kTagVote, {as_bytes("x")}));
  name = "kula/vost/v1";
  EXPECT_NE(tagged_hash(Tag{name}, {as_bytes("x")}), tagged_hash(kTagVote, {as_bytes("x")}));
}

TEST(NodeHash, IsPrefixLeftRight) {
  Hash left;
  left.bytes.fill(0x11);
  Hash right;
  right.bytes.fill(0x22);
  EXPECT_EQ(node_hash(kPrefixListNode, left, right).text(),
            "c484058e7e2b8fe5bbaefcb523aa443ba4d8b5093038dc1f8147e74823eda8f1");
  EXPECT_NE(node_hash(kPrefixListNode, left, right), node_hash(kPrefixListNode, right, left));
  EXPECT_NE(node_hash(kPrefixListNode, left, right), node_hash(kPrefixStateNode, left, right));
}

}  // namespace
}  // namespace kula::crypto
