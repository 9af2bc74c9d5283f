#include "ledger/state/key.h"

#include <gtest/gtest.h>

#include "ledger/base/slug.h"
#include "ledger/base/time.h"
#include "ledger/types/address.h"
#include "ledger/types/ids.h"
#include "tests/ledger/base/seeded_random.h"

namespace kula::state {
namespace {

using tests::SeededRandom;

enum class Colour : std::uint8_t { red, green, blue };
constexpr std::array<std::string_view, 3> enum_names(Colour) { return {"red", "green", "blue"}; }

struct Pair {
  Slug name;
  std::uint16_t number = 0;
  auto key_parts() { return std::tie(name, number); }
  auto key_parts() const { return std::tie(name, number); }
  auto operator<=>(const Pair&) const = default;
};

template <class T>
Bytes key_of(const T& part) {
  Bytes key;
  append_key_part(key, part);
  return key;
}

template <class T>
std::optional<T> read(const Bytes& key) {
  ByteView left = key;
  T part{};
  if (!take_key_part(left, part) || !left.empty()) return std::nullopt;
  return part;
}

TEST(KeyPart, RefusesWhatIsCutOff) {
  EXPECT_FALSE(read<std::uint32_t>({1, 2, 3}));
  EXPECT_FALSE(read<Height>({0, 0, 0, 0, 0, 0, 1}));
  EXPECT_FALSE(read<types::Address>(Bytes(19, 1)));
  EXPECT_FALSE(read<types::BlockId>(Bytes(31, 1)));
  EXPECT_FALSE(read<std::string>({'a', 'b'})) << "no end";
  EXPECT_FALSE(read<Slug>({'a', 'b', 'c'}));
  EXPECT_FALSE(read<Colour>({}));
  EXPECT_FALSE((read<Pair>({'a', 'b', 'c', 0, 1})));
}

TEST(KeyPart, RefusesValuesThatAreNone) {
  EXPECT_FALSE(read<Colour>({3}));
  EXPECT_FALSE(read<Slug>({'a', 'b', 0})) << "too short for a slug";
  EXPECT_FALSE(read<Slug>({'A', 'B', 'C', 0}));
}

TEST(KeyPart, HasTheDocumentedBytes) {
  EXPECT_EQ(key_of(std::uint16_t{0x1234}), (Bytes{0x12, 0x34}));
  EXPECT_EQ(key_of(Height{1}), (Bytes{0, 0, 0, 0, 0, 0, 0, 1}));
  EXPECT_EQ(key_of(Colour::blue), Bytes{2});
  EXPECT_EQ(key_of(Slug{"ab-1"}), (Bytes{'a', 'b', '-', '1', 0}));
  EXPECT_EQ(key_of(std::string()), Bytes{0});
  EXPECT_EQ(key_of(Pair{Slug{"abc"}, 7}), (Bytes{'a', 'b', 'c', 0, 0, 7}));
  EXPECT_EQ(key_of(types::Address{}), Bytes(20, 0));
}

// Keys of one type: they read back, keep the order of their values, and none begins another.
template <class T>
void expect_good_keys(const std::vector<T>& values) {
  for (const T& value : values) {
    ASSERT_EQ(read<T>(key_of(value)), value);
    for (const T& other : values) {
      const Bytes a = key_of(value);
      const Bytes b = key_of(other);
      ASSERT_EQ(a < b, value < other);
      const bool begins = a.size() <= b.size() && std::equal(a.begin(), a.end(), b.begin());
      ASSERT_EQ(begins, value == other);
    }
  }
}

template <class Make>
auto many(Make make) {
  std::vector<decltype(make())> values;
  for (int i = 0; i < 60; ++i) values.push_back(make());
  return values;
}

Slug random_slug(SeededRandom& random) {
  std::string text(3 + random.below(4), 'a');
  for (auto& letter : text) letter = "-09az"[random.below(5)];
  return Slug{text};
}

TEST(KeyPart, KeepsOrderAndNeverBeginsAnother) {
  SeededRandom random;
  // Small numbers of bytes so that neighbours and long common beginnings occur.
  expect_good_keys(many([&] { return static_cast<std::uint16_t>(random.number() >> random.below(64)); }));
  expect_good_keys(many([&] { return random.number() >> random.below(64); }));
  expect_good_keys(many([&] { return TimeMs{random.number() >> random.below(64)}; }));
  expect_good_keys(many([&] { return static_cast<Colour>(random.below(3)); }));
  expect_good_keys(many([&] { return random_slug(random); }));
  expect_good_keys(many([&] {
    return Pair{random_slug(random), static_cast<std::uint16_t>(random.below(600))};
  }));
  expect_good_keys(many([&] { return random.fixed<types::BlockId>(); }));
  expect_good_keys(many([&] { return types::Address{random.fixed<types::Address::BinaryForm>()}; }));
  expect_good_keys(many([&] {
    std::string text(random.below(5), ' ');
    for (auto& letter : text)
      letter = static_cast<char>(random.coin() ? 1 + random.below(2) : 0x7e + random.below(2));
    return text;
  }));
}

}  // namespace
}  // namespace kula::state
