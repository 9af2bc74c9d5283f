// How archives tell kinds of values apart. Included by archives only.
#pragma once

#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/number.h"
#include "ledger/base/time.h"
#include "ledger/codec/field.h"

namespace kula::codec {

template <>
inline constexpr bool kRunDependent<TimeMs> = true;
template <>
inline constexpr bool kRunDependent<Height> = true;

template <class T>
inline constexpr bool kIsNumber = false;
template <class Tag>
inline constexpr bool kIsNumber<Number<Tag>> = true;

template <class T>
inline constexpr bool kIsFixedBytes = false;
template <std::size_t N, class Tag>
inline constexpr bool kIsFixedBytes<FixedBytes<N, Tag>> = true;

template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;

template <class T>
inline constexpr bool kIsMap = false;
template <class K, class V>
inline constexpr bool kIsMap<std::map<K, V>> = true;

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <class T>
inline constexpr bool kIsVariant = false;
template <class... T>
inline constexpr bool kIsVariant<std::variant<T...>> = true;

template <class T>
concept UnsignedInteger = std::unsigned_integral<T> && !std::same_as<T, bool>;

// An enum that may be encoded: enum_names(E{}) gives the names of 0, 1, 2, ...
template <class T>
concept NamedEnum = std::is_enum_v<T> && requires(T value) {
  { enum_names(value).size() } -> std::convertible_to<std::size_t>;
};

// A type whose JSON is one string: text() and from_text(string_view) -> optional.
template <class T>
concept HasText = requires(const T& value, std::string_view text) {
  { value.text() } -> std::convertible_to<std::string>;
  { T::from_text(text) } -> std::same_as<std::optional<T>>;
};

// Text is also its binary form (Slug): it has no fields and is neither a number nor fixed bytes.
template <class T>
concept TextOnly = HasText<T> && !kIsNumber<T> && !kIsFixedBytes<T> && !requires(T value, int archive) {
  value.serialize(archive);
}
&&!requires { typename T::BinaryForm; };

// A type with a text form for JSON whose binary form is that of another type: `using BinaryForm =
// FixedBytes<20, …>`, member `raw`.
template <class T>
concept HasBinaryForm = requires(T value) {
  typename T::BinaryForm;
  { value.raw } -> std::convertible_to<typename T::BinaryForm>;
};

[[nodiscard]] bool is_valid_utf8(std::string_view text);

}  // namespace kula::codec
