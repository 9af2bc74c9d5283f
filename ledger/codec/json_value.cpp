#include "ledger/codec/json_value.h"

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <cstdio>

#include "ledger/base/check.h"

namespace kula::codec {

namespace {

// Builds the document from Boost.JSON's events. `stack_` holds the open arrays and objects.
class Builder {
 public:
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;
  using Error = boost::json::error_code;

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return open(JsonValue(JsonValue::Object{})); }
  bool on_object_end(std::size_t, Error& error) { return keys_are_unique(error) && close(); }
  bool on_array_begin(Error&) { return open(JsonValue(JsonValue::Array{})); }
  bool on_array_end(std::size_t, Error&) { return close(); }
  bool on_key_part(boost::json::string_view part, std::size_t, Error&) { return gather(part); }
  bool on_key(boost::json::string_view part, std::size_t, Error&) {
    gather(part);
    keys_.push_back(std::move(text_));
    text_.clear();
    return true;
  }
  bool on_string_part(boost::json::string_view part, std::size_t, Error&) { return gather(part); }
  bool on_string(boost::json::string_view part, std::size_t, Error&) {
    gather(part);
    return add(JsonValue(take_text()));
  }
  bool on_number_part(boost::json::string_view part, Error&) { return gather(part); }
  bool on_int64(std::int64_t, boost::json::string_view part, Error&) { return number(part); }
  bool on_uint64(std::uint64_t, boost::json::string_view part, Error&) { return number(part); }
  bool on_double(double, boost::json::string_view part, Error&) { return number(part); }
  bool on_bool(bool value, Error&) { return add(JsonValue(value)); }
  bool on_null(Error&) { return add(JsonValue()); }
  bool on_comment_part(boost::json::string_view, Error&) { return true; }
  bool on_comment(boost::json::string_view, Error&) { return true; }

  JsonValue root;
  std::string duplicate_key;

 private:
  bool gather(boost::json::string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }
  std::string take_text() {
    std::string text = std::move(text_);
    text_.clear();
    return text;
  }
  bool number(boost::json::string_view part) {
    gather(part);
    return add(JsonValue(JsonValue::NumberText{take_text()}));
  }
  bool open(JsonValue value) {
    stack_.push_back(std::move(value));
    return true;
  }
  // Once per object and by sorting: comparing each key with all
  // before it takes minutes on a few hostile megabytes.
  bool keys_are_unique(Error& error) {
    std::vector<std::string_view> names;
    for (const auto& member : *stack_.back().as_object()) names.push_back(member.first);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice == names.end()) return true;
    duplicate_key = *twice;
    error = boost::json::error::syntax;
    return false;
  }
  bool close() {
    JsonValue value = std::move(stack_.back());
    stack_.pop_back();
    return add(std::move(value));
  }
  bool add(JsonValue value) {
    if (stack_.empty()) {
      root = std::move(value);
      return true;
    }
    if (auto* array = stack_.back().as_array()) {
      array->push_back(std::move(value));
      return true;
    }
    std::string key = std::move(keys_.back());
    keys_.pop_back();
    stack_.back().as_object()->emplace_back(std::move(key), std::move(value));
    return true;
  }

  std::vector<JsonValue> stack_;
  std::vector<std::string> keys_;
  std::string text_;
};

}  // namespace

Expected<JsonValue, std::string> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes) {
    return fail("the document has " + std::to_string(text.size()) + " bytes, at most " +
                std::to_string(limits.max_bytes) + " are read");
  }
  boost::json::parse_options options;
  options.max_depth = limits.max_depth;
  boost::json::basic_parser<Builder> parser(options);
  boost::json::error_code error;
  const auto read = parser.write_some(false, text.data(), text.size(), error);
  if (!parser.handler().duplicate_key.empty())
    return fail("duplicate key \"" + parser.handler().duplicate_key + "\"");
  if (error) return fail(error.message() + " at byte " + std::to_string(read));
  if (read != text.size()) return fail("text after the document at byte " + std::to_string(read));
  if (!parser.done()) return fail(std::string("the document is not complete"));
  return std::move(parser.handler().root);
}

const JsonValue* JsonValue::find(std::string_view key) const {
  const auto* object = as_object();
  if (object == nullptr) return nullptr;
  for (const auto& [name, value] : *object) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::string_view JsonValue::string_at(std::string_view key) const {
  const auto* value = find(key);
  const auto* text = value == nullptr ? nullptr : value->as_string();
  return text == nullptr ? std::string_view{} : *text;
}

JsonValue& JsonValue::set(std::string key, JsonValue value) {
  if (is_null()) value_ = Object{};
  auto* object = as_object();
  KULA_CHECK(object != nullptr, "a member was set on a JSON value that is no object; report this as a bug");
  object->emplace_back(std::move(key), std::move(value));
  return *this;
}

std::string quote_json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      std::array<char, 8> escaped{};
      std::snprintf(escaped.data(), escaped.size(), "\\u%04x", static_cast<unsigned>(byte));
      out += escaped.data();
    } else {
      out += c;
    }
  }
  return out + '"';
}

namespace {
void dump_to(const JsonValue& value, int indent, int depth, std::string& out) {
  const auto line = [&](int at) {
    if (indent > 0) out += "\n" + std::string(static_cast<std::size_t>(indent * at), ' ');
  };
  if (value.is_null()) {
    out += "null";
  } else if (const auto* flag = value.as_bool()) {
    out += *flag ? "true" : "false";
  } else if (const auto* text = value.as_string()) {
    out += quote_json(*text);
  } else if (const auto* number = value.as_number()) {
    out += number->text;
  } else if (const auto* array = value.as_array()) {
    out += '[';
    for (std::size_t i = 0; i < array->size(); ++i) {
      if (i > 0) out += ',';
      line(depth + 1);
      dump_to((*array)[i], indent, depth + 1, out);
    }
    if (!array->empty()) line(depth);
    out += ']';
  } else if (const auto* object = value.as_object()) {
    out += '{';
    for (std::size_t i = 0; i < object->size(); ++i) {
      if (i > 0) out += ',';
      line(depth + 1);
      out += quote_json((*object)[i].first) + (indent > 0 ? ": " : ":");
      dump_to((*object)[i].second, indent, depth + 1, out);
    }
    if (!object->empty()) line(depth);
    out += '}';
  }
}
}  // namespace

std::string JsonValue::dump(int indent) const {
  std::string out;
  dump_to(*this, indent, 0, out);
  return out;
}

}  // namespace kula::codec
