// What fields a type has, read off its serialize(): feeds the command line's flags and the API's description.
#pragma once

#include <cereal/cereal.hpp>

#include "ledger/base/money.h"
#include "ledger/base/slug.h"
#include "ledger/codec/traits.h"

namespace kula::codec {

struct SchemaField;

// kind is one of: bool, u8, u16, u32, u64, amount, points, time, height, period, string, slug, hex<N>, bytes,
// text, enum, list, map, object, variant. `names` are an enum's values or a variant's alternatives; `fields`
// an object's members; `element` (exactly one) a list's element type or a map's value type.
struct Schema {
  std::string kind;
  bool optional = false;
  std::vector<std::string> names;
  std::vector<SchemaField> fields;
  std::vector<Schema> element;
};

struct SchemaField {
  std::string name;
  Schema schema;
};

template <class T>
[[nodiscard]] Schema schema_of();

class SchemaArchive : public cereal::OutputArchive<SchemaArchive, cereal::AllowEmptyClassElision> {
 public:
  SchemaArchive() : OutputArchive<SchemaArchive, cereal::AllowEmptyClassElision>(this) {}
  std::vector<SchemaField> fields;
};

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(SchemaArchive& archive, const Field<T>& field) {
  archive.fields.push_back({field.name, schema_of<std::remove_const_t<T>>()});
}

namespace detail {
template <class T>
std::string scalar_kind() {
  if constexpr (std::same_as<T, bool>) return "bool";
  if constexpr (UnsignedInteger<T>) return "u" + std::to_string(8 * sizeof(T));
  if constexpr (std::same_as<T, Amount>) return "amount";
  if constexpr (std::same_as<T, Points>) return "points";
  if constexpr (std::same_as<T, TimeMs>) return "time";
  if constexpr (std::same_as<T, Height>) return "height";
  if constexpr (std::same_as<T, Period>) return "period";
  if constexpr (std::same_as<T, std::string>) return "string";
  if constexpr (std::same_as<T, Slug>) return "slug";
  if constexpr (std::same_as<T, Bytes>) return "bytes";
  if constexpr (kIsFixedBytes<T>) return "hex" + std::to_string(T::kSize);
  if constexpr (requires { T::kSchemaKind; }) return std::string(T::kSchemaKind);
  return HasText<T> ? "text" : "";
}
template <class Variant, std::size_t... Index>
void alternative_names(std::vector<std::string>& names, std::index_sequence<Index...>) {
  (names.emplace_back(std::variant_alternative_t<Index, Variant>::kName), ...);
}
}  // namespace detail

template <class T>
Schema schema_of() {
  Schema schema;
  schema.kind = detail::scalar_kind<T>();
  if (!schema.kind.empty()) return schema;
  if constexpr (NamedEnum<T>) {
    schema.kind = "enum";
    for (const auto name : enum_names(T{})) schema.names.emplace_back(name);
  } else if constexpr (kIsVector<T>) {
    schema.kind = "list";
    schema.element.push_back(schema_of<typename T::value_type>());
  } else if constexpr (kIsMap<T>) {
    schema.kind = "map";
    schema.element.push_back(schema_of<typename T::mapped_type>());
  } else if constexpr (kIsOptional<T>) {
    schema = schema_of<typename T::value_type>();
    schema.optional = true;
  } else if constexpr (kIsVariant<T>) {
    schema.kind = "variant";
    detail::alternative_names<T>(schema.names, std::make_index_sequence<std::variant_size_v<T>>{});
  } else if constexpr (requires(T item, SchemaArchive & archive) { item.serialize(archive); }) {
    schema.kind = "object";
    SchemaArchive archive;
    const T item{};
    archive(item);
    schema.fields = std::move(archive.fields);
  }
  return schema;
}

}  // namespace kula::codec
