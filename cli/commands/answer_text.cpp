#include "cli/commands/answer_text.h"

#include <algorithm>
#include <map>

#include "cli/print.h"
#include "cli/render.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

bool is_time(std::string_view name) {
  return name == "time" || name == "at" || name == "deadline" || ends_with(name, "_at") ||
         ends_with(name, "_until");
}

bool is_money(std::string_view name) {
  constexpr std::string_view kNames[] = {
      "amount",  "price",   "balance", "upstream",  "commons",  "innovation", "charity",
      "authors", "donated", "granted", "disbursed", "spend",    "in",         "out",
      "paid",    "opening", "closing", "total",     "refunded", "held",       "credits"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

std::string cell(std::string_view name, const JsonValue& value, const Settings& settings) {
  if (value.is_null()) return "";
  const auto* text = value.as_string();
  if (text == nullptr)
    return value.as_bool() != nullptr ? (*value.as_bool() ? "yes" : "no") : harmless(value.dump());
  if (is_time(name)) return time_text(*text, settings);
  if (is_money(name)) return money(*text);
  if (text->size() == 64 && text->find_first_not_of("0123456789abcdef") == std::string::npos)
    return text->substr(0, 12) + "…";
  return harmless(*text);
}

// A list whose elements are objects of plain values: a table.
bool is_table(const JsonValue::Array& list) {
  return !list.empty() && std::all_of(list.begin(), list.end(), [](const JsonValue& element) {
    return element.as_object() != nullptr &&
           std::none_of(element.as_object()->begin(), element.as_object()->end(), [](const auto& member) {
             return member.second.as_object() != nullptr || member.second.as_array() != nullptr;
           });
  });
}

void print_list_table(const JsonValue::Array& list, const Settings& settings) {
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
      row.push_back(value == nullptr ? "" : cell(name, *value, settings));
    }
    rows.push_back(std::move(row));
  }
  std::vector<std::size_t> right;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (is_money(header[i])) right.push_back(i);
  }
  print_table(header, rows, right);
}

void print_tree(const JsonValue& value, const std::string& indent, const Settings& settings) {
  for (const auto& [name, member] : *value.as_object()) {
    if (member.as_object() != nullptr) {
      print_line(indent + name + ":");
      print_tree(member, indent + "  ", settings);
    } else if (const auto* list = member.as_array()) {
      print_line(indent + name + ": " + std::to_string(list->size()));
      if (is_table(*list)) {
        print_list_table(*list, settings);
        continue;
      }
      for (const auto& element : *list) {
        if (element.as_object() != nullptr) {
          print_tree(element, indent + "  ", settings);
          print_line("");
        } else {
          print_line(indent + "  " + cell(name, element, settings));
        }
      }
    } else {
      print_line(indent + name + ": " + cell(name, member, settings));
    }
  }
}

void print_statement(const JsonValue& answer, const Settings& settings) {
  print_line("book    " + harmless(answer.string_at("book")));
  print_line("opening " + money(answer.string_at("opening")));
  std::vector<std::vector<std::string>> rows;
  for (const auto& line : *answer.find("lines")->as_array()) {
    rows.push_back({time_text(line.string_at("time"), settings), harmless(line.string_at("reason")),
                    harmless(line.string_at("reference")), harmless(line.string_at("other")),
                    money(line.string_at("in")), money(line.string_at("out")),
                    money(line.string_at("balance"))});
  }
  print_table({"TIME", "REASON", "REFERENCE", "OTHER BOOK", "IN", "OUT", "BALANCE"}, rows, {4, 5, 6});
  print_line("in " + money(answer.string_at("in")) + ", out " + money(answer.string_at("out")) +
             ", closing " + money(answer.string_at("closing")));
  if (const auto next = answer.string_at("next"); !next.empty()) {
    print_note("There is more: add --after " + std::string(next));
  }
}

}  // namespace

void print_answer(std::string_view query, const JsonValue& answer, const Settings& settings) {
  using Printer = void (*)(const JsonValue&, const Settings&);
  static const std::map<std::string_view, Printer> kPrinters{{"account.statement", print_statement}};
  const auto printer = kPrinters.find(query);
  if (printer != kPrinters.end()) return printer->second(answer, settings);
  if (answer.as_object() != nullptr) return print_tree(answer, "", settings);
  print_line(answer.dump(2));
}

}  // namespace kula::cli
