// The template of a development network: virtual clock, wide quotas, and one account a role.
#pragma once

#include <functional>

#include "genesis/genesis_document.h"

namespace kula::genesis {

// The accounts a development network starts with: handle and role. All are persons of genesis, and so have
// a vote from the start.
struct DevnetRole {
  std::string_view handle;
  std::optional<contracts::accounts::Role> role;
};
[[nodiscard]] const std::vector<DevnetRole>& devnet_roles();

// The account that runs the nodes of a development network.
inline constexpr std::string_view kDevnetOperator = "operator";

// `key_of` gives each handle's key. The validators are the nodes that have a consensus key.
[[nodiscard]] GenesisDocument devnet_document(
    TimeMs time, const std::vector<GenesisNode>& nodes,
    const std::function<crypto::PublicKey(std::string_view)>& key_of);

}  // namespace kula::genesis
