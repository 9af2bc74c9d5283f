#include "cli/transaction_file.h"

#include <filesystem>
#include <gtest/gtest.h>

#include "cli/signing.h"
#include "cli/text_file.h"
#include "contracts/credits/transfer.h"
#include "ledger/codec/binary.h"
#include "tests/support/people.h"
#include "tests/support/temporary_folder.h"

namespace kula::cli {
namespace {

class TransactionFile : public testing::Test {
 protected:
  TransactionFile() {
    auto& payload = transaction_.payload;
    payload.sender = types::Address::of(auth_);
    payload.nonce = 5;
    payload.expires_at = TimeMs{1'700'000'000'000};
    payload.actions = {transfer(20'00)};
  }
  static types::Action transfer(std::uint64_t amount) {
    const contracts::credits::Transfer action{
        types::Address::of(types::Auth::single(tests::key_of("dan").public_key())), Amount{amount},
        std::nullopt};
    return {contracts::credits::Transfer::kNumber, codec::encode(action)};
  }
  void sign(types::SignedTransaction& transaction, std::string_view name) const {
    ASSERT_TRUE(add_signature(transaction.signatures, auth_, tests::key_of(name),
                              types::signing_message(types::id_of(transaction.payload))));
  }
  // What reading the file says after a part of its text was replaced.
  std::string fault_after(const std::string& from, const std::string& to) {
    EXPECT_TRUE(write_transaction(path_, transaction_));
    auto text = read_text_file(path_).value();
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    EXPECT_TRUE(write_text_file(path_, text, 0644));
    const auto read = read_transaction(path_);
    return read ? "none" : read.error().code;
  }

  tests::TemporaryFolder folder_;
  std::string path_ = (folder_.path() / "pay.json").string();
  types::Auth auth_ = tests::auth_of({"ann", "bob", "cia"}, 2);
  types::SignedTransaction transaction_;
};

TEST_F(TransactionFile, IsRefusedWhenItHoldsNoTransaction) {
  EXPECT_EQ(fault_after("{", "["), "bad_transaction");
  EXPECT_EQ(fault_after("credits.transfer", "credits.steal"), "bad_transaction");
  EXPECT_EQ(fault_after("\"2000\"", "\"-2000\""), "bad_transaction");
  EXPECT_EQ(fault_after("\"version\": 1", "\"version\": 2"), "bad_transaction");
  EXPECT_EQ(fault_after("\"nonce\"", "\"number\""), "bad_transaction");
  transaction_.payload.actions.clear();
  EXPECT_EQ(fault_after("{", "{"), "bad_transaction") << "no actions";
  transaction_.payload.actions = {transfer(1)};
  transaction_.signatures.assign(types::kMaxKeysPerAuth + 1, {});
  EXPECT_EQ(fault_after("{", "{"), "bad_transaction") << "more signatures than keys";
  const auto missing = read_transaction(path_ + "x");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "file_error");
}

TEST_F(TransactionFile, IsRefusedWhenItIsTooLargeOrCannotBeShownToWhoIsToSign) {
  transaction_.payload.actions.push_back({9999, {1, 2}});
  EXPECT_EQ(fault_after("{", "{"), "bad_transaction") << "an action of no kind";
  transaction_.payload.actions.back() = {contracts::credits::Transfer::kNumber, {1, 2}};
  EXPECT_EQ(fault_after("{", "{"), "bad_transaction") << "a body that is none of its kind";
  ASSERT_TRUE(write_text_file(path_, std::string(1u << 20, ' '), 0644));
  EXPECT_EQ(read_transaction(path_).error().code, "file_too_large");
}

TEST_F(TransactionFile, IsReadAsItWasWrittenWithTheActionsByName) {
  sign(transaction_, "bob");
  ASSERT_TRUE(write_transaction(path_, transaction_));
  EXPECT_NE(read_text_file(path_)->find("\"kind\": \"credits.transfer\""), std::string::npos);
  const auto read = read_transaction(path_);
  ASSERT_TRUE(read);
  EXPECT_EQ(codec::encode(*read), codec::encode(transaction_));
}

TEST_F(TransactionFile, IsNeverMadeOverAnother) {
  ASSERT_TRUE(create_transaction(path_, transaction_));
  transaction_.payload.nonce = 6;
  const auto again = create_transaction(path_, transaction_);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "file_exists");
  EXPECT_EQ(read_transaction(path_)->payload.nonce, 5u);
  const auto link = (folder_.path() / "link.json").string();
  std::filesystem::create_symlink("nowhere", link);
  EXPECT_EQ(create_transaction(link, transaction_).error().code, "file_exists");
}

TEST_F(TransactionFile, IsCombinedWithCopiesOfItselfAlone) {
  auto other = transaction_;
  sign(transaction_, "ann");
  sign(other, "cia");
  ASSERT_TRUE(combine(transaction_, other));
  const auto standing = standing_of(transaction_, auth_);
  EXPECT_EQ(standing.invalid, 0u);
  EXPECT_TRUE(types::signed_by(auth_, types::id_of(transaction_.payload), standing.valid));

  other.payload.actions = {transfer(20'01)};
  const auto refused = combine(transaction_, other);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "other_transaction");
  EXPECT_EQ(transaction_.signatures.size(), 2u);
}

TEST_F(TransactionFile, CountsAKeyOnceAndNoForgedOrForeignSignature) {
  sign(transaction_, "ann");
  const auto good = transaction_.signatures[0];
  auto forged = good;
  forged.signature.bytes[10] ^= 1;
  auto of_another = good;
  of_another.key_index = static_cast<std::uint8_t>((good.key_index + 1) % 3);
  auto of_nobody = good;
  of_nobody.key_index = 3;
  transaction_.signatures = {of_nobody, forged, good, of_another, good};
  const auto standing = standing_of(transaction_, auth_);
  ASSERT_EQ(standing.valid.size(), 1u);
  EXPECT_EQ(standing.valid[0].key_index, good.key_index);
  EXPECT_EQ(standing.invalid, 3u);
}

TEST_F(TransactionFile, KeepsNoMoreSignaturesThanTheAccountNeeds) {
  for (const auto* name : {"ann", "bob", "cia"}) {
    auto copy = transaction_;
    copy.signatures.clear();
    sign(copy, name);
    ASSERT_TRUE(combine(transaction_, copy));
  }
  EXPECT_EQ(transaction_.signatures.size(), 3u);
  const auto standing = standing_of(transaction_, auth_);
  EXPECT_TRUE(types::signed_by(auth_, types::id_of(transaction_.payload), standing.valid));
}

TEST_F(TransactionFile, CountsNothingOfASignatureWhoseActionsWereChanged) {
  sign(transaction_, "ann");
  EXPECT_EQ(fault_after("\"2000\"", "\"2001\""), "none");
  const auto standing = standing_of(read_transaction(path_).value(), auth_);
  EXPECT_TRUE(standing.valid.empty());
  EXPECT_EQ(standing.invalid, 1u);
}

}  // namespace
}  // namespace kula::cli
