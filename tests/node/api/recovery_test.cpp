#include "node/api/recovery.h"

#include <gtest/gtest.h>

#include "ledger/codec/json.h"

namespace kula::api {
namespace {

RecoveryFile file_of(std::size_t signers) {
  RecoveryFile file;
  file.manifest.next.validators.resize(1);
  for (std::size_t i = 0; i < signers; ++i) {
    types::MemberSignature one;
    one.member.raw.bytes[0] = static_cast<std::uint8_t>(i >> 8);
    one.member.raw.bytes[1] = static_cast<std::uint8_t>(i);
    one.signatures.push_back({0, {}});
    file.signatures.push_back(std::move(one));
  }
  return file;
}

TEST(RecoveryFiles, OfAsManySignersAsARecoveryMayHaveAreRead) {
  // As a recovery's bytes they are within kMaxRecoveryBytes.
  const auto text = codec::to_json(file_of(20'000)).dump(2);
  const auto read = parse_recovery(text);
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->signatures.size(), 20'000u);
}

TEST(RecoveryFiles, AreRefusedWithASentence) {
  EXPECT_FALSE(parse_recovery(""));
  EXPECT_FALSE(parse_recovery("{}"));
  const auto text = codec::to_json(file_of(2)).dump();
  EXPECT_TRUE(parse_recovery(text));
  EXPECT_FALSE(parse_recovery(text + "x"));
  EXPECT_FALSE(parse_recovery(std::string(kMaxRecoveryFileBytes + 1, ' ')));
}

}  // namespace
}  // namespace kula::api
