#include "contracts/accounts/module.h"

#include "contracts/accounts/account_query.h"
#include "contracts/accounts/codes.h"
#include "contracts/accounts/events.h"
#include "contracts/accounts/nodes.h"
#include "contracts/accounts/open.h"
#include "contracts/accounts/rotate.h"
#include "contracts/accounts/tables.h"
#include "contracts/kernel/make_kinds.h"

namespace kula::contracts::accounts {

Module accounts_module() {
  return {
      "accounts",
      {make_action<Open>(), make_action<Rotate>(), make_action<RegisterNode>(), make_action<RetireNode>(),
       make_action<ReadyNode>(), make_action<ReportEvidence>()},
      {make_event<AccountOpened>(), make_event<AccountRotated>(), make_event<NodeRegistered>(),
       make_event<NodeRetired>(), make_event<NodeReady>(), make_event<EvidenceRecorded>()},
      {},
      {make_table<kAccounts>(), make_table<kNonces>(), make_table<kHandles>(), make_table<kRoles>(),
       make_table<kKeyHolders>(), make_table<kValidatorSet>(), make_table<kOpenings>(), make_table<kNodes>(),
       make_table<kTlsKeys>(), make_table<kNodeReadiness>(), make_table<kNodeEvidence>(),
       make_table<kEpoch>(), make_table<kEpochSets>(), make_table<kPersons>(), make_table<kNewPersons>(),
       make_table<kKeyTies>(), make_table<kConsensusKeys>()},
      {&kBadAuth, &kAccountExists, &kHandleTaken, &kNoController, &kNodeExists, &kNodeNotFound,
       &kBadPossession, &kBadEndpoint, &kRegistrarLimit, &kNodeValidates, &kNoConsensusKey, &kStaleReady,
       &kWrongBlock, &kBadReady, &kBadVote, &kNoContradiction, &kEvidenceKnown},
      {make_query<AccountShow>()}};
}

}  // namespace kula::contracts::accounts
