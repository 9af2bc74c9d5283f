#include "ledger/types/transaction.h"

#include <gtest/gtest.h>

#include "ledger/codec/binary.h"
#include "tests/ledger/types/sample.h"

namespace kula::types {
namespace {

using Error = Transaction::Error;

Error fault_of(const SignedTransaction& value) {
  const Bytes bytes = codec::encode(value);
  const auto parsed = Transaction::parse(bytes);
  const auto made = Transaction::from(value);
  EXPECT_FALSE(parsed);
  EXPECT_FALSE(made);
  if (parsed || made) return Error{};
  EXPECT_EQ(parsed.error(), made.error()) << "parse() and from() judge alike";
  return parsed.error();
}

TEST(Transaction, RefusesEveryTruncationAndTrailingBytes) {
  Bytes bytes = codec::encode(signed_transaction());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(Transaction::parse(ByteView(bytes).first(size))) << size;
  }
  bytes.push_back(0);
  EXPECT_EQ(Transaction::parse(bytes).error(), Error::malformed);
}

TEST(Transaction, RefusesOtherVersions) {
  for (const std::uint16_t version : {std::uint16_t{0}, std::uint16_t{2}, std::uint16_t{256}}) {
    SignedTransaction value = signed_transaction();
    value.payload.version = version;
    EXPECT_EQ(fault_of(value), Error::unknown_version);
  }
}

TEST(Transaction, CarriesOneToThirtyTwoActions) {
  SignedTransaction value = signed_transaction();
  value.payload.actions.clear();
  EXPECT_EQ(fault_of(value), Error::action_count);
  value.payload.actions.resize(33);
  EXPECT_EQ(fault_of(value), Error::action_count);
  value.payload.actions.resize(32);
  EXPECT_TRUE(Transaction::from(value));
  value.payload.actions.resize(1);
  EXPECT_TRUE(Transaction::from(value));
}

TEST(Transaction, RefusesMoreThanSixtyFourKilobytes) {
  SignedTransaction value = signed_transaction();
  value.payload.actions[0].body.clear();
  value.payload.actions[0].body.resize(kMaxTransactionBytes - codec::encode(value).size());
  EXPECT_TRUE(Transaction::from(value));
  EXPECT_TRUE(Transaction::parse(codec::encode(value)));
  value.payload.actions[0].body.push_back(0);
  EXPECT_EQ(fault_of(value), Error::too_large);
}

TEST(Transaction, RefusesMoreSignaturesThanAnAuthHasKeys) {
  SignedTransaction value = signed_transaction();
  value.signatures.resize(17);
  EXPECT_EQ(fault_of(value), Error::malformed);
  value.signatures.resize(16);
  EXPECT_TRUE(Transaction::from(value));
}

TEST(Transaction, ErrorsHaveNames) {
  EXPECT_EQ(to_string(Error::malformed), "malformed");
  EXPECT_EQ(to_string(Error::too_large), "too large");
  EXPECT_EQ(to_string(Error::unknown_version), "unknown version");
  EXPECT_EQ(to_string(Error::action_count), "wrong number of actions");
}

TEST(Transaction, IdCoversThePayloadAndBytesHashTheSignaturesToo) {
  const auto one = Transaction::from(signed_transaction()).value();
  SignedTransaction signed_again = signed_transaction();
  signed_again.signatures[0].signature.bytes[0] ^= 1;
  const auto two = Transaction::from(signed_again).value();
  EXPECT_EQ(one.id(), two.id());
  EXPECT_NE(one.bytes_hash(), two.bytes_hash());
  EXPECT_EQ(one.id(), id_of(signed_transaction().payload));
  const auto three = Transaction::from(signed_transaction(8)).value();
  EXPECT_NE(one.id(), three.id());
}

TEST(Transaction, ParsedAndMadeAreTheSame) {
  const auto made = Transaction::from(signed_transaction()).value();
  const auto parsed = Transaction::parse(made.bytes()).value();
  EXPECT_EQ(made.id(), parsed.id());
  EXPECT_EQ(made.bytes_hash(), parsed.bytes_hash());
  EXPECT_EQ(to_bytes(made.bytes()), codec::encode(parsed.value()));
  EXPECT_EQ(parsed.payload().nonce, 7u);
  EXPECT_EQ(parsed.signatures().size(), 2u);
}

class SignedByTest : public ::testing::Test {
 protected:
  SignedByTest() {
    for (int i = 0; i < 4; ++i) keys_.push_back(key_of("key " + std::to_string(i)));
    std::sort(keys_.begin(), keys_.end(),
              [](const auto& a, const auto& b) { return a.public_key() < b.public_key(); });
    for (const auto& key : keys_) auth_.keys.push_back(key.public_key());
    auth_.threshold = 2;
  }
  [[nodiscard]] KeySignature by(std::size_t index) const {
    return {static_cast<std::uint8_t>(index), keys_[index].sign(signing_message(id_), Hash{})};
  }
  std::vector<crypto::SecretKey> keys_;
  Auth auth_;
  TransactionId id_ = filled<TransactionId>(0x1d);
};

TEST_F(SignedByTest, RefusesFewerAndMoreThanTheThreshold) {
  EXPECT_FALSE(signed_by(auth_, id_, {}));
  EXPECT_FALSE(signed_by(auth_, id_, {by(0)}));
  EXPECT_FALSE(signed_by(auth_, id_, {by(0), by(1), by(2)}));
}

TEST_F(SignedByTest, RefusesAKeyTwiceOrOutOfOrder) {
  EXPECT_FALSE(signed_by(auth_, id_, {by(1), by(1)}));
  EXPECT_FALSE(signed_by(auth_, id_, {by(2), by(1)}));
  Auth doubled = auth_;
  doubled.keys[1] = doubled.keys[0];
  KeySignature again = by(0);
  again.key_index = 1;
  EXPECT_FALSE(signed_by(doubled, id_, {by(0), again})) << "one person is not two";
}

TEST_F(SignedByTest, RefusesForeignKeysWrongIndicesAndOtherMessages) {
  KeySignature outside = by(3);
  outside.key_index = 4;
  EXPECT_FALSE(signed_by(auth_, id_, {by(0), outside}));
  KeySignature misplaced = by(2);
  misplaced.key_index = 3;
  EXPECT_FALSE(signed_by(auth_, id_, {by(0), misplaced}));
  EXPECT_FALSE(signed_by(auth_, filled<TransactionId>(0x1e), {by(0), by(1)}));
  KeySignature foreign{1, key_of("stranger").sign(signing_message(id_), Hash{})};
  EXPECT_FALSE(signed_by(auth_, id_, {by(0), foreign}));
  const std::vector<KeySignature> with_the_last = {by(0), by(3)};
  ASSERT_TRUE(signed_by(auth_, id_, with_the_last));
  auth_.keys.pop_back();  // its bytes stay in the vector's memory
  EXPECT_FALSE(signed_by(auth_, id_, with_the_last));
}

TEST_F(SignedByTest, RefusesAThresholdOfNone) {
  auth_.threshold = 0;
  EXPECT_FALSE(signed_by(auth_, id_, {}));
}

TEST_F(SignedByTest, TakesAnyTwoOfFour) {
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = a + 1; b < 4; ++b) EXPECT_TRUE(signed_by(auth_, id_, {by(a), by(b)})) << a << b;
  }
}

}  // namespace
}  // namespace kula::types
