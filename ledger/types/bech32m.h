// bech32m (BIP350): text for byte strings that people read aloud, with a checksum that finds typing errors.
#pragma once

#include <optional>
#include <string>

#include "ledger/base/bytes.h"

namespace kula::types {

[[nodiscard]] std::string bech32m_encode(std::string_view prefix, ByteView bytes);

struct Bech32mText {
  std::string prefix;              // lower case
  std::vector<std::uint8_t> data;  // 5-bit groups, checksum removed
};
// Prefix and data of any valid bech32m text of at most 90 characters, upper or lower case but not mixed
// (BIP173).
[[nodiscard]] std::optional<Bech32mText> bech32m_parse(std::string_view text);
// The bytes of a text with this prefix; lower case only, padding zero, so that one value has one text.
[[nodiscard]] std::optional<Bytes> bech32m_decode(std::string_view prefix, std::string_view text);

}  // namespace kula::types
