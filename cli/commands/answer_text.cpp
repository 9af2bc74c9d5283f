#include "cli/commands/answer_text.h"

#include <algorithm>

#include "cli/print.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

// A list whose elements are objects of plain values: a table.
bool is_table(const JsonValue::Array& list) {
  return !list.empty() && std::all_of(list.begin(), list.end(), [](const JsonValue& element) {
    return element.as_object() != nullptr &&
           std::none_of(element.as_object()->begin(), element.as_object()->end(), [](const auto& member) {
             return member.second.as_object() != nullptr || member.second.as_array() != nullptr;
           });
  });
}

// Numbers of any kind stand under each other.
bool is_number(const JsonValue* schema) {
  constexpr std::string_view kKinds[] = {"amount", "points", "u8", "u16", "u32", "u64"};
  return schema != nullptr &&
         std::find(std::begin(kKinds), std::end(kKinds), schema->string_at("kind")) != std::end(kKinds);
}

void print_list_table(const JsonValue::Array& list, const JsonValue* schema, const ValueText& values) {
  std::vector<std::string> header;
  for (const auto& element : list) {
    for (const auto& [name, value] : *element.as_object()) {
      if (std::find(header.begin(), header.end(), name) == header.end()) header.push_back(name);
    }
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& element : list) {
    std::vector<std::string> row;
    for (const auto& name : header) {
      const auto* value = element.find(name);
      row.push_back(value == nullptr ? "-" : values.brief(member_schema(schema, name), *value));
    }
    rows.push_back(std::move(row));
  }
  std::vector<std::size_t> right;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (is_number(member_schema(schema, header[i]))) right.push_back(i);
  }
  print_table(header, rows, right);
}

void print_tree(const JsonValue& value, const JsonValue* schema, const std::string& indent,
                const ValueText& values) {
  for (const auto& [name, member] : *value.as_object()) {
    const auto* kind = member_schema(schema, name);
    const auto label = indent + harmless(name) + ":";
    if (member.as_object() != nullptr) {
      print_line(label);
      print_tree(member, kind, indent + "  ", values);
    } else if (const auto* list = member.as_array()) {
      print_line(label + " " + std::to_string(list->size()));
      if (is_table(*list)) {
        print_list_table(*list, element_schema(kind), values);
        continue;
      }
      for (const auto& element : *list) {
        if (element.as_object() != nullptr) {
          print_tree(element, element_schema(kind), indent + "  ", values);
          print_line("");
        } else {
          print_line(indent + "  " + values.whole(element_schema(kind), element));
        }
      }
    } else {
      print_line(label + " " + values.whole(kind, member));
    }
  }
}

}  // namespace

void print_answer(const JsonValue& answer, const JsonValue* schema, const ValueText& values) {
  if (answer.as_object() != nullptr) return print_tree(answer, schema, "", values);
  print_line(harmless_lines(answer.dump(2)));
}

}  // namespace kula::cli
