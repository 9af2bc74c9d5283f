#include "ledger/types/bech32m.h"

#include <algorithm>
#include <array>

namespace kula::types {

namespace {

constexpr std::string_view kAlphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::uint32_t kChecksumConstant = 0x2bc830a3;  // BIP350
constexpr std::size_t kChecksumLength = 6;
constexpr std::size_t kMaxLength = 90;

using Groups = std::vector<std::uint8_t>;

// BIP173's checksum polynomial over 5-bit groups.
std::uint32_t polymod(const Groups& groups) {
  constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                       0x2a1462b3};
  std::uint32_t checksum = 1;
  for (const std::uint8_t group : groups) {
    const std::uint32_t top = checksum >> 25;
    checksum = (checksum & 0x1ffffff) << 5 ^ group;
    for (std::size_t i = 0; i < kGenerator.size(); ++i) {
      if ((top >> i & 1) != 0) checksum ^= kGenerator[i];
    }
  }
  return checksum;
}

// The prefix as BIP173 feeds it to the checksum: high bits, zero, low bits.
Groups expand(std::string_view prefix) {
  Groups groups;
  for (const char c : prefix) groups.push_back(static_cast<std::uint8_t>(static_cast<unsigned char>(c) >> 5));
  groups.push_back(0);
  for (const char c : prefix) groups.push_back(static_cast<std::uint8_t>(c & 31));
  return groups;
}

Groups to_groups(ByteView bytes) {
  Groups groups;
  std::uint32_t held = 0;
  std::uint32_t bits = 0;
  for (const std::uint8_t byte : bytes) {
    held = (held << 8 | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      groups.push_back(static_cast<std::uint8_t>(held >> bits & 31));
    }
  }
  if (bits > 0) groups.push_back(static_cast<std::uint8_t>(held << (5 - bits) & 31));
  return groups;
}

// Nothing when the padding is not zero or a whole group too long.
std::optional<Bytes> from_groups(const Groups& groups) {
  Bytes bytes;
  std::uint32_t held = 0;
  std::uint32_t bits = 0;
  for (const std::uint8_t group : groups) {
    held = (held << 5 | group) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<std::uint8_t>(held >> bits));
    }
  }
  const bool padding_is_zero = (held & ((1u << bits) - 1)) == 0;
  if (bits >= 5 || !padding_is_zero) return std::nullopt;
  return bytes;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

std::string bech32m_encode(std::string_view prefix, ByteView bytes) {
  const Groups data = to_groups(bytes);
  Groups checked = expand(prefix);
  checked.insert(checked.end(), data.begin(), data.end());
  checked.insert(checked.end(), kChecksumLength, 0);
  const std::uint32_t checksum = polymod(checked) ^ kChecksumConstant;

  std::string text = std::string(prefix) + '1';
  for (const std::uint8_t group : data) text.push_back(kAlphabet[group]);
  for (std::size_t i = 0; i < kChecksumLength; ++i) text.push_back(kAlphabet[checksum >> 5 * (5 - i) & 31]);
  return text;
}

std::optional<Bech32mText> bech32m_parse(std::string_view text) {
  if (text.size() > kMaxLength) return std::nullopt;
  const bool has_upper = std::any_of(text.begin(), text.end(), is_upper);
  const bool has_lower = std::any_of(text.begin(), text.end(), is_lower);
  if (has_upper && has_lower) return std::nullopt;
  std::string lower(text);
  for (char& c : lower) {
    if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  const auto separator = lower.rfind('1');
  if (separator == std::string::npos || separator == 0 || lower.size() - separator - 1 < kChecksumLength) {
    return std::nullopt;
  }
  Bech32mText result;
  result.prefix = lower.substr(0, separator);
  for (const char c : result.prefix) {
    if (c < 33 || c > 126) return std::nullopt;
  }
  for (const char c : std::string_view(lower).substr(separator + 1)) {
    const auto group = kAlphabet.find(c);
    if (group == std::string_view::npos) return std::nullopt;
    result.data.push_back(static_cast<std::uint8_t>(group));
  }
  Groups checked = expand(result.prefix);
  checked.insert(checked.end(), result.data.begin(), result.data.end());
  if (polymod(checked) != kChecksumConstant) return std::nullopt;
  result.data.resize(result.data.size() - kChecksumLength);
  return result;
}

std::optional<Bytes> bech32m_decode(std::string_view prefix, std::string_view text) {
  if (std::any_of(text.begin(), text.end(), is_upper)) return std::nullopt;
  const auto parsed = bech32m_parse(text);
  if (!parsed || parsed->prefix != prefix) return std::nullopt;
  return from_groups(parsed->data);
}

}  // namespace kula::types
