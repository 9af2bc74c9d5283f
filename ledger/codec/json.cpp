#include "ledger/codec/json.h"

namespace kula::codec {

void JsonReader::set_error(std::string_view what) {
  if (failed()) return;
  for (const auto& part : path_) error_ += (error_.empty() ? "" : ".") + part;
  error_ += error_.empty() ? "the document " : ": ";
  error_ += what;
}

const std::string* JsonReader::text_of(const JsonValue& from) {
  const auto* text = from.as_string();
  if (text == nullptr) set_error("must be a string");
  return text;
}

std::uint64_t JsonReader::number_of(const JsonValue& from, std::uint64_t max) {
  const auto* number = from.as_number();
  const auto parsed = number == nullptr ? std::nullopt : parse_u64(number->text);
  if (!parsed || *parsed > max) {
    set_error("must be a whole number from 0 to " + std::to_string(max));
    return 0;
  }
  return *parsed;
}

}  // namespace kula::codec
