// Accounts of tests that need no keys.
#pragma once

#include "ledger/types/address.h"

namespace kula::contracts::charity {

template <class Value>
Value filled(std::uint8_t byte) {
  Value value;
  value.bytes.fill(byte);
  return value;
}

inline types::Address address_of(std::uint8_t byte) { return {filled<types::Address::BinaryForm>(byte)}; }

inline const types::Address kOrganisation = address_of(1);
inline const types::Address kStudent = address_of(3);

}  // namespace kula::contracts::charity
