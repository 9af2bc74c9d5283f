// Every key of the demo follows from one secret seed: nothing but the seed has to be kept. For development
// networks only.
#pragma once

#include <string_view>

#include "cli/key_store.h"

namespace kula::cli::demo {

// The name of the key file whose secret is the seed.
inline constexpr const char* kDemoSeedName = "demo-seed";

class DemoKeys {
 public:
  // REQUIRES `seed` not to be empty.
  explicit DemoKeys(ByteView seed) : seed_(seed.begin(), seed.end()) {}
  DemoKeys(DemoKeys&&) noexcept = default;
  DemoKeys& operator=(DemoKeys&&) noexcept = default;
  DemoKeys(const DemoKeys&) = delete;
  DemoKeys& operator=(const DemoKeys&) = delete;
  ~DemoKeys();

  // The secret of the label: tagged hash (kTagDemoKey) of seed and label. No label begins with "salt/".
  [[nodiscard]] crypto::SecretKey key(std::string_view label) const;
  // The account of this single key.
  [[nodiscard]] types::Auth auth(std::string_view label) const;
  [[nodiscard]] types::Address address(std::string_view label) const;
  // A secret salt for what only a hash of goes on chain (C0.6).
  [[nodiscard]] Hash salt(std::string_view label) const;

 private:
  Bytes seed_;
};

// From the key file kDemoSeedName of `keys`; errors as KeyStore's, key_missing says how to make it.
[[nodiscard]] Result<DemoKeys> open_demo_keys(const KeyStore& keys, std::string_view passphrase);

}  // namespace kula::cli::demo
