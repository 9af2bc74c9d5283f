// One type with every kind of value that the codec knows.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/money.h"
#include "ledger/base/slug.h"
#include "ledger/base/time.h"
#include "ledger/codec/field.h"

namespace kula::codec {

enum class Colour : std::uint8_t { red, green, blue };
[[nodiscard]] constexpr std::array<std::string_view, 3> enum_names(Colour) {
  return {"red", "green", "blue"};
}

struct KeyTag;
using Key = FixedBytes<4, KeyTag>;

struct Square {
  static constexpr std::string_view kName = "square";
  std::uint32_t side = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(field("side", side));
  }
  bool operator==(const Square&) const = default;
};
struct Circle {
  static constexpr std::string_view kName = "circle";
  std::uint16_t radius = 0;
  Colour colour = Colour::red;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(field("radius", radius), field("colour", colour));
  }
  bool operator==(const Circle&) const = default;
};

struct Sample {
  bool flag = false;
  std::uint8_t small = 0;
  std::uint16_t medium = 0;
  std::uint32_t large = 0;
  std::uint64_t huge = 0;
  Amount amount;
  TimeMs time;
  Colour colour = Colour::red;
  Key key;
  std::string text;
  Slug slug{"abc"};
  Bytes blob;
  std::vector<Square> squares;
  std::map<std::uint16_t, std::string> names;
  std::optional<Square> maybe;
  std::variant<Square, Circle> shape;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(field("flag", flag), field("small", small), field("medium", medium), field("large", large),
            field("huge", huge), field("amount", amount), field("time", time), field("colour", colour),
            field("key", key), field("text", text), field("slug", slug), field("blob", blob),
            field("squares", squares), field("names", names), field("maybe", maybe), field("shape", shape));
  }
  bool operator==(const Sample&) const = default;
};

[[nodiscard]] inline Sample full_sample() {
  Sample sample;
  sample.flag = true;
  sample.small = 0x12;
  sample.medium = 0x1234;
  sample.large = 0x12345678;
  sample.huge = 0x123456789abcdef0;
  sample.amount = Amount{2000};
  sample.time = TimeMs{7};
  sample.colour = Colour::blue;
  sample.key = Key{{1, 2, 3, 4}};
  sample.text = "\xe6\x85\x88";  // one character of three bytes
  sample.slug = Slug{"a-slug"};
  sample.blob = {0xde, 0xad};
  sample.squares = {{1}, {2}};
  sample.names = {{1, "one"}, {2, ""}};
  sample.maybe = Square{5};
  sample.shape = Circle{9, Colour::green};
  return sample;
}

}  // namespace kula::codec
