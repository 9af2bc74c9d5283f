// JSON both ways from a type's serialize() (README.md): to_json, from_json and the two cereal archives behind
// them.
#pragma once

#include <cereal/cereal.hpp>
#include <limits>
#include <utility>

#include "ledger/codec/json_value.h"
#include "ledger/codec/traits.h"

namespace kula::codec {

template <class T>
[[nodiscard]] JsonValue to_json(const T& item);

class JsonWriter : public cereal::OutputArchive<JsonWriter, cereal::AllowEmptyClassElision> {
 public:
  JsonWriter()
      : OutputArchive<JsonWriter, cereal::AllowEmptyClassElision>(this), value_(JsonValue::Object{}) {}
  void member(const char* name, JsonValue value) { value_.set(name, std::move(value)); }
  [[nodiscard]] JsonValue take() { return std::move(value_); }

 private:
  JsonValue value_;
};

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(JsonWriter& archive, const Field<T>& field) {
  archive.member(field.name, to_json(field.value));
}

template <class T>
JsonValue to_json(const T& item) {
  if constexpr (std::same_as<T, JsonValue>) {
    return item;  // a member that is JSON already
  } else if constexpr (std::same_as<T, bool>) {
    return JsonValue(item);
  } else if constexpr (std::same_as<T, std::uint64_t>) {
    return JsonValue(std::to_string(item));
  } else if constexpr (UnsignedInteger<T>) {
    return JsonValue::number(item);
  } else if constexpr (NamedEnum<T>) {
    return JsonValue(enum_names(item)[static_cast<std::size_t>(item)]);
  } else if constexpr (std::same_as<T, std::string>) {
    return JsonValue(item);
  } else if constexpr (HasText<T>) {
    return JsonValue(std::string(item.text()));
  } else if constexpr (std::same_as<T, Bytes>) {
    return JsonValue(to_hex(item));
  } else if constexpr (kIsVector<T>) {
    JsonValue::Array array;
    for (const auto& element : item) array.push_back(to_json(element));
    return JsonValue(std::move(array));
  } else if constexpr (kIsMap<T>) {
    JsonValue::Array array;
    for (const auto& [key, mapped] : item) {
      JsonValue entry;
      entry.set("key", to_json(key)).set("value", to_json(mapped));
      array.push_back(std::move(entry));
    }
    return JsonValue(std::move(array));
  } else if constexpr (kIsOptional<T>) {
    return item ? to_json(*item) : JsonValue();
  } else if constexpr (kIsVariant<T>) {
    return std::visit(
        [](const auto& alternative) {
          JsonValue value;
          value.set("type", JsonValue(std::decay_t<decltype(alternative)>::kName));
          JsonValue members = to_json(alternative);
          for (auto& [name, member] : *members.as_object()) value.set(name, std::move(member));
          return value;
        },
        item);
  } else {
    JsonWriter writer;
    writer(item);
    return writer.take();
  }
}

// Reads one object's members. The first fault is kept as "path: what is wrong".
class JsonReader : public cereal::InputArchive<JsonReader, cereal::AllowEmptyClassElision> {
 public:
  explicit JsonReader(std::string& error)
      : InputArchive<JsonReader, cereal::AllowEmptyClassElision>(this), error_(error) {}

  template <class T>
  void value(const JsonValue& from, T& item);
  template <class T>
  void member(const char* name, T& item) {
    const auto* found = current_ == nullptr ? nullptr : current_->find(name);
    path_.push_back(name);
    ++members_read_;
    if (found != nullptr) {
      value(*found, item);
    } else if constexpr (kIsOptional<T>) {
      --members_read_;
      item.reset();
    } else {
      set_error("is missing");
    }
    path_.pop_back();
  }
  void set_error(std::string_view what);
  [[nodiscard]] bool failed() const { return !error_.empty(); }

 private:
  template <class T>
  void object(const JsonValue& from, T& item, std::size_t expected_extra = 0);
  [[nodiscard]] const std::string* text_of(const JsonValue& from);
  [[nodiscard]] std::uint64_t number_of(const JsonValue& from, std::uint64_t max);

  std::string& error_;
  std::vector<std::string> path_;
  const JsonValue* current_ = nullptr;
  std::size_t members_read_ = 0;
};

template <class T>
void CEREAL_LOAD_FUNCTION_NAME(JsonReader& archive, Field<T>& field) {
  archive.member(field.name, field.value);
}

template <class T>
void JsonReader::object(const JsonValue& from, T& item, std::size_t expected_extra) {
  const auto* members = from.as_object();
  if (members == nullptr) return set_error("must be an object");
  const auto* outer = std::exchange(current_, &from);
  const auto outer_read = std::exchange(members_read_, std::size_t{0});
  (*this)(item);
  if (!failed() && members_read_ + expected_extra != members->size()) set_error("has an unknown member");
  current_ = outer;
  members_read_ = outer_read;
}

namespace detail {
template <class Variant, std::size_t... Index>
bool emplace_by_name(Variant& item, std::string_view name, std::index_sequence<Index...>) {
  bool found = false;
  const auto attempt = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
    if (!found && std::variant_alternative_t<I, Variant>::kName == name) {
      item.template emplace<I>();
      found = true;
    }
  };
  (attempt(std::integral_constant<std::size_t, Index>{}), ...);
  return found;
}
}  // namespace detail

template <class T>
void JsonReader::value(const JsonValue& from, T& item) {
  if (failed()) return;
  if constexpr (std::same_as<T, JsonValue>) {
    item = from;
  } else if constexpr (std::same_as<T, bool>) {
    if (const auto* flag = from.as_bool()) {
      item = *flag;
    } else {
      set_error("must be true or false");
    }
  } else if constexpr (std::same_as<T, std::uint64_t>) {
    const auto* text = text_of(from);
    const auto parsed = text == nullptr ? std::nullopt : parse_u64(*text);
    if (parsed) {
      item = *parsed;
    } else {
      set_error("must be a whole number written as a string");
    }
  } else if constexpr (UnsignedInteger<T>) {
    item = static_cast<T>(number_of(from, std::numeric_limits<T>::max()));
  } else if constexpr (NamedEnum<T>) {
    const auto* text = text_of(from);
    const auto names = enum_names(T{});
    for (std::size_t i = 0; text != nullptr && i < names.size(); ++i) {
      if (names[i] == *text) {
        item = static_cast<T>(i);
        return;
      }
    }
    set_error("is not one of the known names");
  } else if constexpr (std::same_as<T, std::string>) {
    if (const auto* text = text_of(from)) item = *text;
  } else if constexpr (HasText<T>) {
    const auto* text = text_of(from);
    auto parsed = text == nullptr ? std::nullopt : T::from_text(*text);
    if (parsed) {
      item = std::move(*parsed);
    } else {
      set_error("is not well formed");
    }
  } else if constexpr (std::same_as<T, Bytes>) {
    const auto* text = text_of(from);
    auto parsed = text == nullptr ? std::nullopt : from_hex(*text);
    if (parsed) {
      item = std::move(*parsed);
    } else {
      set_error("must be lower-case hex");
    }
  } else if constexpr (kIsVector<T>) {
    const auto* array = from.as_array();
    if (array == nullptr) return set_error("must be a list");
    item.clear();
    for (const auto& element : *array) {
      path_.push_back(std::to_string(item.size()));
      value(element, item.emplace_back());
      path_.pop_back();
    }
  } else if constexpr (kIsMap<T>) {
    const auto* array = from.as_array();
    if (array == nullptr) return set_error("must be a list of key and value");
    item.clear();
    for (const auto& element : *array) {
      typename T::key_type key{};
      typename T::mapped_type mapped{};
      const auto* key_value = element.find("key");
      const auto* mapped_value = element.find("value");
      if (key_value == nullptr || mapped_value == nullptr || element.as_object()->size() != 2) {
        return set_error("must be a list of key and value");
      }
      value(*key_value, key);
      value(*mapped_value, mapped);
      if (!item.emplace(std::move(key), std::move(mapped)).second) set_error("has a key twice");
    }
  } else if constexpr (kIsOptional<T>) {
    if (from.is_null()) {
      item.reset();
    } else {
      value(from, item.emplace());
    }
  } else if constexpr (kIsVariant<T>) {
    if (!detail::emplace_by_name(item, from.string_at("type"),
                                 std::make_index_sequence<std::variant_size_v<T>>{})) {
      return set_error("needs a known \"type\"");
    }
    std::visit([&](auto& alternative) { object(from, alternative, 1); }, item);
  } else {
    object(from, item);
  }
}

// The error is "path: what is wrong".
template <class T>
[[nodiscard]] Expected<T, std::string> from_json(const JsonValue& value) {
  std::string error;
  T item{};
  JsonReader reader(error);
  reader.value(value, item);
  if (reader.failed()) return fail(std::move(error));
  return item;
}

}  // namespace kula::codec
