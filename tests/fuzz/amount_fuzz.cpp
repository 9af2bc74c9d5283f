#include "ledger/base/money.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  const auto text = kula::as_text(input);
  const auto amount = kula::parse_amount(text);
  if (!amount) return;
  const auto printed = kula::format_amount(*amount, false);
  KULA_CHECK(kula::parse_amount(printed) == amount, "an amount changes when it is printed and read again");
  // Printing only completes the cents.
  KULA_CHECK(printed.starts_with(text), "an amount is printed as another one");
  KULA_CHECK(printed.substr(text.size()).find_first_not_of(".0") == std::string::npos,
             "printing adds to an amount");
}
