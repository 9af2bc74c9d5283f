#include "ledger/codec/binary.h"

#include <gtest/gtest.h>

#include "tests/ledger/base/seeded_random.h"
#include "tests/ledger/codec/sample.h"

namespace kula::codec {
namespace {

// Written by hand from ledger/codec/README.md.
constexpr std::string_view kFullSampleHex =
    "01"
    "12"
    "3412"
    "78563412"
    "f0debc9a78563412"
    "d007000000000000"
    "0700000000000000"
    "02"
    "01020304"
    "03000000e68588"
    "06000000612d736c7567"
    "02000000dead"
    "020000000100000002000000"
    "020000000100030000006f6e65020000000000"
    "0105000000"
    "01090001";

template <class T>
DecodeError error_of(std::string_view hex) {
  const auto result = decode<T>(*from_hex(hex));
  EXPECT_FALSE(result) << hex;
  return result ? DecodeError::trailing : result.error();
}

TEST(Decode, RefusesEveryTruncation) {
  const Bytes whole = encode(full_sample());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(decode<Sample>(ByteView(whole).first(size))) << size;
  }
}

TEST(Decode, RefusesTrailingBytes) {
  Bytes bytes = encode(full_sample());
  bytes.push_back(0);
  const auto result = decode<Sample>(bytes);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), DecodeError::trailing);
}

TEST(Decode, RefusesABoolThatIsNeitherZeroNorOne) {
  EXPECT_EQ(error_of<bool>("02"), DecodeError::not_canonical);
  EXPECT_EQ(error_of<bool>("ff"), DecodeError::not_canonical);
  EXPECT_EQ(error_of<std::optional<bool>>("0201"), DecodeError::not_canonical);
}

TEST(Decode, RefusesAnEnumWithoutAName) {
  EXPECT_EQ(error_of<Colour>("03"), DecodeError::not_canonical);
  EXPECT_EQ(decode<Colour>(Bytes{2}).value(), Colour::blue);
}

TEST(Decode, RefusesAnUnknownAlternative) {
  using Shape = std::variant<Square, Circle>;
  EXPECT_EQ(error_of<Shape>("0205000000"), DecodeError::not_canonical);
  EXPECT_EQ(error_of<Shape>("00050000"), DecodeError::truncated);
}

TEST(Decode, RefusesMapsOutOfOrderOrWithAKeyTwice) {
  using Map = std::map<std::uint8_t, std::uint8_t>;
  EXPECT_EQ(error_of<Map>("0200000002000100"), DecodeError::not_canonical);
  EXPECT_EQ(error_of<Map>("0200000001000100"), DecodeError::not_canonical);
  EXPECT_EQ(decode<Map>(*from_hex("0200000001000200")).value(), (Map{{1, 0}, {2, 0}}));
}

TEST(Decode, RefusesTextThatIsNotUtf8OrNoSlug) {
  EXPECT_EQ(error_of<std::string>("01000000ff"), DecodeError::not_canonical);
  EXPECT_EQ(error_of<std::string>("02000000c080"), DecodeError::not_canonical);
  EXPECT_EQ(error_of<Slug>("03000000414243"), DecodeError::not_canonical);
  EXPECT_EQ(error_of<Slug>("020000006161"), DecodeError::not_canonical);
}

TEST(Encode, WritesTheDocumentedBytes) {
  EXPECT_EQ(to_hex(encode(full_sample())), kFullSampleHex);
  EXPECT_EQ(decode<Sample>(*from_hex(kFullSampleHex)).value(), full_sample());
}

TEST(Encode, WritesAbsenceAsOneByte) {
  EXPECT_EQ(to_hex(encode(std::optional<Square>{})), "00");
  EXPECT_EQ(to_hex(encode(std::vector<Square>{})), "00000000");
}

TEST(EncodeStable, LeavesOutWhatDependsOnTheRun) {
  Sample early = full_sample();
  Sample late = early;
  late.time = TimeMs{999};
  EXPECT_NE(encode(early), encode(late));
  EXPECT_EQ(encode_stable(early), encode_stable(late));
  EXPECT_EQ(encode(early).size(), encode_stable(early).size() + 8);
  late.amount = Amount{1};
  EXPECT_NE(encode_stable(early), encode_stable(late));
}

TEST(Decode, IsTheInverseOfEncodeOnRandomValues) {
  tests::SeededRandom random;
  for (int round = 0; round < 300; ++round) {
    Sample sample;
    sample.flag = random.coin();
    sample.small = random.byte();
    sample.huge = random.number();
    sample.amount = Amount{random.number()};
    sample.colour = static_cast<Colour>(random.below(3));
    sample.key = random.fixed<Key>();
    sample.text = std::string(random.below(5), 'x');
    sample.blob = random.bytes(random.below(40));
    sample.squares.resize(random.below(5), Square{7});
    for (std::size_t i = random.below(5); i > 0; --i)
      sample.names[static_cast<std::uint16_t>(random.number())] = "n";
    if (random.coin()) sample.maybe = Square{static_cast<std::uint32_t>(random.number())};
    if (random.coin()) sample.shape = Circle{1, Colour::blue};
    EXPECT_EQ(decode<Sample>(encode(sample)).value(), sample);
  }
}

TEST(Decode, AcceptsOnlyBytesThatEncodeToThemselves) {
  tests::SeededRandom random;
  const Bytes whole = encode(full_sample());
  int accepted = 0;
  for (int round = 0; round < 20000; ++round) {
    Bytes mutated = whole;
    for (std::size_t changes = 1 + random.below(3); changes > 0; --changes) {
      mutated[random.below(mutated.size())] =
          static_cast<std::uint8_t>(random.below(4) == 0 ? random.byte() : random.below(4));
    }
    const auto result = decode<Sample>(mutated);
    if (!result) continue;
    ++accepted;
    ASSERT_EQ(to_hex(encode(*result)), to_hex(mutated));
  }
  EXPECT_GT(accepted, 0) << "no mutation was accepted, so nothing was compared";
}

}  // namespace
}  // namespace kula::codec
