// The template of a development network: virtual clock, wide quotas, and one account a role.
#pragma once

#include <functional>

#include "genesis/genesis_document.h"

namespace kula::genesis {

// The accounts a development network starts with: handle and role.
struct DevnetRole {
  std::string_view handle;
  std::optional<contracts::accounts::Role> role;
};
[[nodiscard]] const std::vector<DevnetRole>& devnet_roles();

// `key_of` gives each handle's key.
[[nodiscard]] GenesisDocument devnet_document(
    TimeMs time, const std::vector<crypto::PublicKey>& validators,
    const std::function<crypto::PublicKey(std::string_view)>& key_of);

}  // namespace kula::genesis
