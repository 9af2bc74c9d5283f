#include "ledger/types/address.h"

#include <algorithm>

#include "ledger/codec/binary.h"
#include "ledger/crypto/tags.h"
#include "ledger/types/bech32m.h"

namespace kula::types {

namespace {
constexpr std::string_view kAddressPrefix = "kula";
}  // namespace

bool Auth::is_valid() const {
  if (threshold < 1 || threshold > keys.size() || keys.size() > kMaxKeysPerAuth) return false;
  const bool ascending = std::adjacent_find(keys.begin(), keys.end(), std::greater_equal<>()) == keys.end();
  return ascending && std::all_of(keys.begin(), keys.end(), crypto::is_valid);
}

Address Address::of(const Auth& first_auth) {
  const Bytes bytes = codec::encode(first_auth);
  const Hash hash = crypto::tagged_hash(crypto::kTagAddress, {bytes});
  Address address;
  std::copy_n(hash.bytes.begin(), BinaryForm::kSize, address.raw.bytes.begin());
  return address;
}

std::string Address::text() const { return bech32m_encode(kAddressPrefix, raw.view()); }

std::optional<Address> Address::from_text(std::string_view text) {
  const auto bytes = bech32m_decode(kAddressPrefix, text);
  const auto raw = bytes ? BinaryForm::from_view(*bytes) : std::nullopt;
  if (!raw) return std::nullopt;
  return Address{*raw};
}

}  // namespace kula::types
