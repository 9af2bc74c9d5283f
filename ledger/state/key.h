// Canonical keys of state tables: order-preserving and prefix-free (README.md).
#pragma once

#include <concepts>
#include <tuple>

#include "ledger/base/bytes.h"
#include "ledger/base/number.h"

namespace kula::state {

namespace detail {

template <std::unsigned_integral T>
void put_integer(Bytes& key, T value) {
  for (std::size_t i = sizeof(T); i-- > 0;) key.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

template <std::unsigned_integral T>
bool take_integer(ByteView& key, T& value) {
  if (key.size() < sizeof(T)) return false;
  std::uint64_t wide = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) wide = (wide << 8) | key[i];
  value = static_cast<T>(wide);
  key = key.subspan(sizeof(T));
  return true;
}

template <class T>
concept KeyNumber = requires(T value) {
  { value.value } -> std::convertible_to<std::uint64_t>;
}
&&std::same_as<decltype(T::value), std::uint64_t>;

template <class T>
concept KeyBytes = requires {
  T::kSize;
  typename std::integral_constant<std::size_t, T::kSize>;
};

template <class T>
concept KeyRaw = requires(T value) {
  typename T::BinaryForm;
  value.raw;
};

}  // namespace detail

// Appends one part. Accepted: unsigned integers, enums, Number, FixedBytes, types with a BinaryForm
// (Address), strings and text types without zero bytes (Slug), and structs with `auto key_parts()` (a
// std::tie of such parts).
template <class T>
void append_key_part(Bytes& key, const T& part) {
  if constexpr (std::is_enum_v<T>) {
    detail::put_integer(key, static_cast<std::uint8_t>(part));
  } else if constexpr (std::unsigned_integral<T>) {
    detail::put_integer(key, part);
  } else if constexpr (detail::KeyNumber<T>) {
    detail::put_integer(key, part.value);
  } else if constexpr (detail::KeyBytes<T>) {
    append(key, part.view());
  } else if constexpr (detail::KeyRaw<T>) {
    append_key_part(key, part.raw);
  } else if constexpr (std::same_as<T, std::string>) {
    append(key, as_bytes(part));
    key.push_back(0);
  } else if constexpr (requires { part.key_parts(); }) {
    std::apply([&](const auto&... inner) { (append_key_part(key, inner), ...); }, part.key_parts());
  } else {
    append_key_part(key, std::string(part.text()));
  }
}

// Reads one part back; false when the bytes are not what append_key_part writes.
template <class T>
[[nodiscard]] bool take_key_part(ByteView& key, T& part) {
  if constexpr (std::is_enum_v<T>) {
    std::uint8_t value = 0;
    if (!detail::take_integer(key, value) || value >= enum_names(T{}).size()) return false;
    part = static_cast<T>(value);
    return true;
  } else if constexpr (std::unsigned_integral<T>) {
    return detail::take_integer(key, part);
  } else if constexpr (detail::KeyNumber<T>) {
    return detail::take_integer(key, part.value);
  } else if constexpr (detail::KeyBytes<T>) {
    if (key.size() < T::kSize) return false;
    part = *T::from_view(key.first(T::kSize));
    key = key.subspan(T::kSize);
    return true;
  } else if constexpr (detail::KeyRaw<T>) {
    return take_key_part(key, part.raw);
  } else if constexpr (std::same_as<T, std::string>) {
    const auto end = std::find(key.begin(), key.end(), std::uint8_t{0});
    if (end == key.end()) return false;
    const auto size = static_cast<std::size_t>(end - key.begin());
    part.assign(as_text(key.first(size)));
    key = key.subspan(size + 1);
    return true;
  } else if constexpr (requires { part.key_parts(); }) {
    return std::apply([&](auto&... inner) { return (take_key_part(key, inner) && ...); }, part.key_parts());
  } else {
    std::string text;
    if (!take_key_part(key, text)) return false;
    auto parsed = T::from_text(text);
    if (!parsed) return false;
    part = std::move(*parsed);
    return true;
  }
}

}  // namespace kula::state
