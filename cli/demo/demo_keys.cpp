#include "cli/demo/demo_keys.h"

#include "ledger/base/check.h"
#include "ledger/crypto/tags.h"
#include "ledger/crypto/wipe.h"

namespace kula::cli::demo {

DemoKeys::~DemoKeys() { crypto::wipe(seed_); }

crypto::SecretKey DemoKeys::key(std::string_view label) const {
  auto hash = crypto::tagged_hash(crypto::kTagDemoKey, {seed_, as_bytes(label)});
  auto secret = crypto::SecretKey::from_bytes(hash.view());
  KULA_CHECK(secret.has_value(), "a demo key is no scalar (one in 2^127); make another demo seed");
  return std::move(*secret);
}

types::Auth DemoKeys::auth(std::string_view label) const {
  return types::Auth::single(key(label).public_key());
}

types::Address DemoKeys::address(std::string_view label) const { return types::Address::of(auth(label)); }

Hash DemoKeys::salt(std::string_view label) const {
  return crypto::tagged_hash(crypto::kTagDemoKey, {seed_, as_bytes("salt/"), as_bytes(label)});
}

Result<DemoKeys> open_demo_keys(const KeyStore& keys, std::string_view passphrase) {
  const auto file = keys.find(kDemoSeedName);
  if (!file) return fail(file.error());
  const auto seed = keys.open(*file, passphrase);
  if (!seed) return fail(seed.error());
  return DemoKeys(seed->reveal());
}

}  // namespace kula::cli::demo
