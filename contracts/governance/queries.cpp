#include "contracts/governance/queries.h"

#include "contracts/governance/limits.h"
#include "contracts/governance/members.h"
#include "contracts/governance/tables.h"
#include "contracts/governance/voting.h"
#include "contracts/kernel/tables.h"
#include "ledger/codec/json.h"
#include "ledger/types/recovery.h"

namespace kula::contracts::governance {

using codec::JsonValue;
using execution::QueryError;

namespace {
bool passes(const state::StateView& state, std::uint64_t number, const Proposal& proposal) {
  switch (proposal.status) {
    case ProposalStatus::voting:
      return would_pass(state, number, proposal);
    case ProposalStatus::passed:
    case ProposalStatus::executed:
    case ProposalStatus::failed:
      return true;
    case ProposalStatus::rejected:
    case ProposalStatus::withdrawn:
      return false;
  }
  return false;
}

JsonValue summary(std::uint64_t number, const Proposal& proposal) {
  JsonValue json;
  json.set("number", codec::to_json(number)).set("title", codec::to_json(proposal.title));
  json.set("status", codec::to_json(proposal.status)).set("closes_at", codec::to_json(proposal.closes_at));
  json.set("tally", codec::to_json(proposal.tally));
  return json;
}
}  // namespace

Expected<JsonValue, QueryError> ShowProposal::run(const execution::QueryContext& context) const {
  const auto record = kProposals.get(context.state, proposal);
  if (!record) return fail(QueryError{QueryError::Kind::not_found, "there is no such proposal"});
  auto validators = record->validators;
  if (record->status == ProposalStatus::voting && changes_validators(record->actions))
    validators = validator_tally(context.state, proposal);
  JsonValue json;
  json.set("number", codec::to_json(proposal)).set("proposal", codec::to_json(*record));
  json.set("would_pass", JsonValue(passes(context.state, proposal, *record)));
  json.set("validators", codec::to_json(validators));
  return json;
}

Expected<JsonValue, QueryError> ShowMembers::run(const execution::QueryContext& context) const {
  const auto members = member_count(context.state, kPolicy.get(context.state).value(), context.tip.time);
  JsonValue json;
  json.set("members", codec::to_json(members)).set("needed", codec::to_json(types::members_needed(members)));
  return json;
}

Expected<JsonValue, QueryError> ListProposals::run(const execution::QueryContext& context) const {
  const auto end = kProposalCounter.get_or_default(context.state).next;
  std::uint64_t number = std::min(before.value_or(end), end);
  JsonValue::Array proposals;
  while (number > 1 && proposals.size() < kProposalsPerPage) {
    --number;
    const auto record = kProposals.get(context.state, number);
    KULA_CHECK(record.has_value(), "a proposal is missing; run `kulad tool verify` on the data directory");
    proposals.push_back(summary(number, *record));
  }
  JsonValue json;
  json.set("proposals", JsonValue(std::move(proposals)));
  json.set("next", number > 1 ? codec::to_json(number) : JsonValue());
  return json;
}

}  // namespace kula::contracts::governance
