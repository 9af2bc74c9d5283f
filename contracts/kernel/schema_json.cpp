#include <algorithm>

#include "contracts/kernel/make_kinds.h"

namespace kula::contracts {

codec::JsonValue schema_json(const codec::Schema& schema) {
  codec::JsonValue json;
  json.set("kind", codec::JsonValue(schema.kind)).set("optional", codec::JsonValue(schema.optional));
  if (!schema.names.empty()) {
    codec::JsonValue::Array names;
    for (const auto& name : schema.names) names.emplace_back(name);
    json.set("names", codec::JsonValue(std::move(names)));
  }
  if (!schema.fields.empty()) {
    codec::JsonValue::Array fields;
    for (const auto& field : schema.fields) {
      auto member = schema_json(field.schema);
      member.as_object()->insert(member.as_object()->begin(), {"name", codec::JsonValue(field.name)});
      fields.push_back(std::move(member));
    }
    json.set("fields", codec::JsonValue(std::move(fields)));
  }
  if (!schema.element.empty()) json.set("element", schema_json(schema.element.front()));
  return json;
}

namespace {
codec::JsonValue from_text(const codec::Schema& schema, const codec::JsonValue& value) {
  const auto* text = value.as_string();
  if (text == nullptr) return value;
  const bool small = schema.kind == "u8" || schema.kind == "u16" || schema.kind == "u32";
  if (small && parse_u64(*text)) return codec::JsonValue(codec::JsonValue::NumberText{*text});
  if (schema.kind == "bool" && (*text == "true" || *text == "false"))
    return codec::JsonValue(*text == "true");
  return value;
}
}  // namespace

codec::JsonValue parameters_from_text(const codec::Schema& schema, const codec::JsonValue& parameters) {
  if (parameters.as_object() == nullptr) return parameters;
  codec::JsonValue result{codec::JsonValue::Object{}};
  for (const auto& [name, value] : *parameters.as_object()) {
    const auto field =
        std::find_if(schema.fields.begin(), schema.fields.end(),
                     [&key = name](const codec::SchemaField& candidate) { return candidate.name == key; });
    result.set(name, field == schema.fields.end() ? value : from_text(field->schema, value));
  }
  return result;
}

}  // namespace kula::contracts
