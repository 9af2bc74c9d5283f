// What the fuzzing targets share. A target is one decoder: it gets hostile bytes and must either refuse them
// or give back, re-encoded, exactly what it read. A broken promise aborts, which libFuzzer keeps as a crash.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/base/bytes.h"
#include "ledger/base/check.h"
#include "ledger/codec/binary.h"
#include "ledger/codec/json.h"

namespace kula::fuzz {

inline bool same(ByteView a, ByteView b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

// For a format with a decoder of its own: what `decode` accepts, `encode` writes again.
template <class Decode, class Encode>
void accept_exact(ByteView input, Decode decode, Encode encode) {
  const auto value = decode(input);
  if (value) KULA_CHECK(same(encode(*value), input), "an accepted input is not the encoding of its value");
}

// The value when the canonical decoder accepts the input; re-encoding gives the input, and so does its JSON.
template <class T>
std::optional<T> accept_canonical(ByteView input) {
  auto value = codec::decode<T>(input);
  if (!value) return std::nullopt;
  KULA_CHECK(same(codec::encode(*value), input), "an accepted input is not the encoding of its value");
  const auto text = codec::to_json(*value).dump();
  const auto parsed = codec::parse_json(text);
  KULA_CHECK(parsed.has_value(), "our own JSON is refused");
  const auto again = codec::from_json<T>(*parsed);
  KULA_CHECK(again.has_value(), "a value is refused in its own JSON");
  KULA_CHECK(same(codec::encode(*again), input), "a value changes on its way through JSON");
  return std::move(*value);
}

}  // namespace kula::fuzz

// A target with a body of its own: `input` is a ByteView.
#define KULA_FUZZ(input)                                                              \
  static void fuzz_one(kula::ByteView input);                                         \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    fuzz_one({data, size});                                                           \
    return 0;                                                                         \
  }                                                                                   \
  static void fuzz_one(kula::ByteView input)

// A target for a type with serialize(): this line and two includes are the whole file.
#define KULA_FUZZ_TYPE(Type) \
  KULA_FUZZ(input) { static_cast<void>(kula::fuzz::accept_canonical<Type>(input)); }
