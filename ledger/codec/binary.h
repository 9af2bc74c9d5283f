// The canonical binary form (README.md): encode, decode, and the two cereal archives behind them.
#pragma once

#include <cereal/cereal.hpp>
#include <cstring>

#include "ledger/base/check.h"
#include "ledger/base/expected.h"
#include "ledger/codec/traits.h"

namespace kula::codec {

enum class DecodeError : std::uint8_t { truncated, trailing, not_canonical };

// Writes canonical bytes. With `leave_out_run_dependent` it writes the stable digest form instead (field.h).
class Writer : public cereal::OutputArchive<Writer, cereal::AllowEmptyClassElision> {
 public:
  explicit Writer(bool leave_out_run_dependent = false)
      : OutputArchive<Writer, cereal::AllowEmptyClassElision>(this),
        leave_out_run_dependent_(leave_out_run_dependent) {
    out_.reserve(kUsualBytes);
  }

  void raw(ByteView bytes) { append(out_, bytes); }
  template <UnsignedInteger T>
  void integer(T value) {
    if constexpr (sizeof(T) == 1) {
      out_.push_back(value);
    } else {
      std::array<std::uint8_t, sizeof(T)> bytes;
      for (auto& byte : bytes) {
        byte = static_cast<std::uint8_t>(value);
        value = static_cast<T>(value >> 8);
      }
      raw(bytes);
    }
  }
  void length(std::size_t size) {
    KULA_CHECK(size <= UINT32_MAX, "a value too long to encode; report this as a bug");
    integer(static_cast<std::uint32_t>(size));
  }
  template <class T>
  void value(const T& item);
  [[nodiscard]] Bytes take() { return std::move(out_); }

 private:
  // Most records are shorter: one allocation instead of one at each doubling.
  static constexpr std::size_t kUsualBytes = 128;

  Bytes out_;
  bool leave_out_run_dependent_;
};

// Reads what Writer wrote. After the first error everything reads as zero and error() tells; it never throws,
// never reads outside its input and allocates at most in proportion to it.
class Reader : public cereal::InputArchive<Reader, cereal::AllowEmptyClassElision> {
 public:
  explicit Reader(ByteView input)
      : InputArchive<Reader, cereal::AllowEmptyClassElision>(this), left_(input) {}

  [[nodiscard]] ByteView raw(std::size_t size) {
    if (error_ || size > left_.size()) {
      set_error(DecodeError::truncated);
      return {};
    }
    const ByteView result = left_.first(size);
    left_ = left_.subspan(size);
    return result;
  }
  template <UnsignedInteger T>
  [[nodiscard]] T integer() {
    const ByteView bytes = raw(sizeof(T));
    T value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) {
      if constexpr (sizeof(T) > 1) value = static_cast<T>(value << 8);
      value = static_cast<T>(value | bytes[i]);
    }
    return value;
  }
  // A count or length that cannot exceed what is left: every element takes at least one byte.
  [[nodiscard]] std::size_t length() {
    const auto size = integer<std::uint32_t>();
    if (size > left_.size()) {
      set_error(DecodeError::truncated);
      return 0;
    }
    return size;
  }
  template <class T>
  void value(T& item);
  void set_error(DecodeError error) {
    if (!error_) error_ = error;
  }
  [[nodiscard]] std::optional<DecodeError> error() const { return error_; }
  [[nodiscard]] std::size_t left() const { return left_.size(); }

 private:
  ByteView left_;
  std::optional<DecodeError> error_;
};

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(Writer& archive, const Field<T>& field) {
  archive.value(field.value);
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(Reader& archive, Field<T>& field) {
  archive.value(field.value);
}

template <class T>
void Writer::value(const T& item) {
  if (leave_out_run_dependent_ && kRunDependent<T>) return;
  if constexpr (std::same_as<T, bool>) {
    integer(static_cast<std::uint8_t>(item ? 1 : 0));
  } else if constexpr (UnsignedInteger<T>) {
    integer(item);
  } else if constexpr (std::is_enum_v<T>) {
    static_assert(NamedEnum<T>, "an encoded enum needs enum_names()");
    integer(static_cast<std::uint8_t>(item));
  } else if constexpr (kIsNumber<T>) {
    integer(item.value);
  } else if constexpr (kIsFixedBytes<T>) {
    raw(item.view());
  } else if constexpr (HasBinaryForm<T>) {
    value(item.raw);
  } else if constexpr (std::same_as<T, std::string>) {
    length(item.size());
    raw(as_bytes(item));
  } else if constexpr (TextOnly<T>) {
    value(std::string(item.text()));
  } else if constexpr (std::same_as<T, Bytes>) {
    length(item.size());
    raw(item);
  } else if constexpr (kIsVector<T>) {
    length(item.size());
    for (const auto& element : item) value(element);
  } else if constexpr (kIsMap<T>) {
    length(item.size());
    for (const auto& [key, mapped] : item) {
      value(key);
      value(mapped);
    }
  } else if constexpr (kIsOptional<T>) {
    value(item.has_value());
    if (item) value(*item);
  } else if constexpr (kIsVariant<T>) {
    integer(static_cast<std::uint8_t>(item.index()));
    std::visit([this](const auto& alternative) { this->value(alternative); }, item);
  } else {
    (*this)(item);
  }
}

namespace detail {
template <class Variant, std::size_t... Index>
void read_alternative(Reader& reader, Variant& item, std::size_t wanted, std::index_sequence<Index...>) {
  const auto read = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
    if (I == wanted) reader.value(item.template emplace<I>());
  };
  (read(std::integral_constant<std::size_t, Index>{}), ...);
}
}  // namespace detail

template <class T>
void Reader::value(T& item) {
  if constexpr (std::same_as<T, bool>) {
    const auto byte = integer<std::uint8_t>();
    if (byte > 1) set_error(DecodeError::not_canonical);
    item = byte == 1;
  } else if constexpr (UnsignedInteger<T>) {
    item = integer<T>();
  } else if constexpr (std::is_enum_v<T>) {
    static_assert(NamedEnum<T>, "an encoded enum needs enum_names()");
    const auto byte = integer<std::uint8_t>();
    if (byte >= enum_names(T{}).size()) {
      set_error(DecodeError::not_canonical);
    } else {
      item = static_cast<T>(byte);
    }
  } else if constexpr (kIsNumber<T>) {
    item.value = integer<std::uint64_t>();
  } else if constexpr (kIsFixedBytes<T>) {
    const ByteView bytes = raw(T::kSize);
    std::copy(bytes.begin(), bytes.end(), item.bytes.begin());
  } else if constexpr (HasBinaryForm<T>) {
    value(item.raw);
  } else if constexpr (std::same_as<T, std::string>) {
    const ByteView bytes = raw(length());
    item.assign(as_text(bytes));
    if (!is_valid_utf8(item)) set_error(DecodeError::not_canonical);
  } else if constexpr (TextOnly<T>) {
    std::string text;
    value(text);
    if (auto parsed = T::from_text(text)) {
      item = std::move(*parsed);
    } else {
      set_error(DecodeError::not_canonical);
    }
  } else if constexpr (std::same_as<T, Bytes>) {
    item = to_bytes(raw(length()));
  } else if constexpr (kIsVector<T>) {
    item.clear();
    const auto count = length();
    for (std::size_t i = 0; i < count && !error_; ++i) value(item.emplace_back());
  } else if constexpr (kIsMap<T>) {
    item.clear();
    const auto count = length();
    for (std::size_t i = 0; i < count && !error_; ++i) {
      typename T::key_type key{};
      value(key);
      if (!item.empty() && !(item.rbegin()->first < key)) set_error(DecodeError::not_canonical);
      value(item[key]);
    }
  } else if constexpr (kIsOptional<T>) {
    bool present = false;
    value(present);
    item.reset();
    if (present && !error_) value(item.emplace());
  } else if constexpr (kIsVariant<T>) {
    const auto index = integer<std::uint8_t>();
    if (index >= std::variant_size_v<T>) {
      set_error(DecodeError::not_canonical);
    } else {
      detail::read_alternative(*this, item, index, std::make_index_sequence<std::variant_size_v<T>>{});
    }
  } else {
    (*this)(item);
  }
}

template <class T>
[[nodiscard]] Bytes encode(const T& item) {
  Writer writer;
  writer.value(item);
  return writer.take();
}

// The encoding without run-dependent values: for digests that compare two runs, never for hashes of the
// protocol.
template <class T>
[[nodiscard]] Bytes encode_stable(const T& item) {
  Writer writer(true);
  writer.value(item);
  return writer.take();
}

// For bytes that encode() made in this process or that a checked hash vouches for, such as rows of the state:
// the reader's own checks only, which saves encoding the value again.
template <class T>
[[nodiscard]] Expected<T, DecodeError> decode_own(ByteView input) {
  Reader reader(input);
  T item{};
  reader.value(item);
  if (reader.error()) return fail(*reader.error());
  if (reader.left() != 0) return fail(DecodeError::trailing);
  return item;
}

// Exactly the images of encode() are accepted.
template <class T>
[[nodiscard]] Expected<T, DecodeError> decode(ByteView input) {
  auto item = decode_own<T>(input);
  if (!item) return item;
  const Bytes again = encode(*item);
  if (!std::equal(again.begin(), again.end(), input.begin(), input.end()))
    return fail(DecodeError::not_canonical);
  return item;
}

}  // namespace kula::codec
