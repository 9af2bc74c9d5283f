#include "ledger/types/certificate.h"
#include "tests/fuzz/fuzz.h"

// Nobody signed these bytes: verifying them must end, and never with yes.
KULA_FUZZ(input) {
  const auto certificate = kula::fuzz::accept_canonical<kula::types::Certificate>(input);
  if (!certificate) return;
  kula::types::ValidatorSet set;
  set.validators.resize(4);
  KULA_CHECK(!kula::types::verify(*certificate, {}, set), "a certificate of nobody is accepted");
}
