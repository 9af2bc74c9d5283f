#include "ledger/types/address.h"
#include "ledger/types/bech32m.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  const auto text = kula::as_text(input);
  if (const auto address = kula::types::Address::from_text(text)) {
    KULA_CHECK(address->text() == text, "an address has two texts");
  }
  const auto parsed = kula::types::bech32m_parse(text);
  if (!parsed) return;
  KULA_CHECK(text.size() <= 90 && parsed->prefix.size() + 1 + parsed->data.size() + 6 == text.size(),
             "a text is longer than its parts");
  for (const auto group : parsed->data) KULA_CHECK(group < 32, "a group has more than five bits");
  if (const auto bytes = kula::types::bech32m_decode(parsed->prefix, text)) {
    KULA_CHECK(kula::types::bech32m_encode(parsed->prefix, *bytes) == text, "bytes have two texts");
  }
}
