#include "ledger/codec/traits.h"
#include "node/io/http_message.h"
#include "tests/fuzz/fuzz.h"

namespace {

void accept(const std::string& part) {
  KULA_CHECK(kula::codec::is_valid_utf8(part), "a part that is not UTF-8");
  for (const char c : part) {
    const auto byte = static_cast<unsigned char>(c);
    KULA_CHECK(byte >= 0x20 && byte != 0x7f, "a part with a control character");
  }
}

}  // namespace

KULA_FUZZ(input) {
  const auto target = kula::io::parse_target(kula::as_text(input));
  if (!target) return;
  for (const auto& segment : target->path) accept(segment);
  for (const auto& [name, value] : target->parameters) {
    accept(name);
    accept(value);
  }
}
