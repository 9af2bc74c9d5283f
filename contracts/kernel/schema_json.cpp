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

}  // namespace kula::contracts
