#include "genesis/devnet.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace kula::genesis {

namespace {
using contracts::accounts::Role;

// Wide enough for a network's whole past to be loaded in one period.
contracts::Policy devnet_policy() {
  contracts::Policy policy;
  policy.accounts.quota_actions = 4'000'000'000;
  policy.accounts.registrar_openings = 4'000'000'000;
  policy.credits.issuer_ceiling = Amount{100'000'000'000'00};
  policy.projects.project_budget = Points{1'000'000'000'000};
  policy.projects.contributor_cap = Points{1'000'000'000'000};
  policy.charity.organisation_cap = Amount{100'000'000'000'00};
  policy.contests.point_budget = Points{1'000'000'000};
  // Minutes instead of days, so that governance can be tried with the virtual clock; and so small a quorum
  // that the accounts of genesis reach it, however many people a demo adds.
  policy.governance.min_voting_ms = 5 * kMinuteMs;
  policy.governance.timelock_ms = 2 * kMinuteMs;
  policy.governance.flip_window_ms = kMinuteMs;
  policy.governance.quorum = 1;
  return policy;
}
}  // namespace

const std::vector<DevnetRole>& devnet_roles() {
  static const std::vector<DevnetRole> kRoles{
      {"registrar", Role::registrar}, {"issuer-1", Role::issuer},     {"issuer-2", Role::issuer},
      {"reviewer-1", Role::reviewer}, {"reviewer-2", Role::reviewer}, {"reviewer-3", Role::reviewer},
      {"steward", Role::steward},     {"auditor", Role::auditor},     {kDevnetOperator, std::nullopt}};
  return kRoles;
}

GenesisDocument devnet_document(TimeMs time, const std::vector<GenesisNode>& nodes,
                                const std::function<crypto::PublicKey(std::string_view)>& key_of) {
  GenesisDocument document;
  document.network = "localnet";
  document.development = true;
  document.time = time;
  document.policy = devnet_policy();
  document.nodes = nodes;
  for (const auto& node : nodes) {
    if (node.consensus_key) document.validators.push_back({*node.consensus_key});
  }
  std::sort(document.validators.begin(), document.validators.end(),
            [](const types::Validator& a, const types::Validator& b) { return a.key < b.key; });
  for (const auto& entry : devnet_roles()) {
    GenesisAccount account;
    const auto handle = Slug::from_text(entry.handle);
    KULA_CHECK(handle.has_value(), "a handle of the devnet template is no slug; report this as a bug");
    account.handle = *handle;
    account.auth = types::Auth::single(key_of(entry.handle));
    if (entry.role) account.roles.push_back(*entry.role);
    document.accounts.push_back(std::move(account));
  }
  document.tiers = contracts::access::default_tiers();
  document.access_rules = contracts::access::default_rules();
  return document;
}

}  // namespace kula::genesis
