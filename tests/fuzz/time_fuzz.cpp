#include "ledger/base/time.h"
#include "tests/fuzz/fuzz.h"

KULA_FUZZ(input) {
  const auto time = kula::parse_time(kula::as_text(input));
  if (!time) return;
  const auto printed = kula::format_time(*time);
  KULA_CHECK(kula::parse_time(printed) == time, "a time changes when it is printed and read again");
}
