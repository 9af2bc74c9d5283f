#include "tests/sim/set_change.h"

#include "contracts/accounts/node_ready.h"
#include "contracts/governance/create.h"
#include "contracts/governance/vote.h"
#include "ledger/base/check.h"
#include "ledger/codec/binary.h"

namespace kula::sim {

namespace {

using namespace contracts;

template <class Kind>
types::Action action(const Kind& kind) {
  return {Kind::kNumber, codec::encode(kind)};
}

std::vector<types::Action> propose(Simulation& simulation, governance::ProposalAction what,
                                   std::uint64_t proposal) {
  const auto now = kGenesisTime.value + kSecondMs + simulation.scheduler().now() / kMs;
  governance::CreateProposal create;
  create.title = "A change of validators";
  create.actions = {std::move(what)};
  create.closes_at = TimeMs{now + kVotingMs + 8 * kSecondMs};  // counted from its block, which comes later
  return {action(create), action(governance::Vote{proposal, governance::Choice::yes})};
}

}  // namespace

std::vector<types::Action> propose_to_add(Simulation& simulation, const Member& candidate,
                                          std::uint64_t proposal) {
  const auto& oracle = simulation.oracle();
  const auto* tip = oracle.header(oracle.height());
  KULA_CHECK(tip != nullptr && candidate.key_holder, "a candidate needs a key and a block");
  accounts::ReadyNode ready;
  ready.name = *Slug::from_text(candidate.name);
  ready.height = tip->height;
  ready.block_id = types::id_of(*tip);
  ready.signature =
      Chain::secret_key(*candidate.key_holder)
          .sign(accounts::ready_message(simulation.chain().id(), ready.height, ready.block_id), Hash{});
  auto actions = propose(simulation, governance::AddValidator{ready.name}, proposal);
  actions.insert(actions.begin(), action(ready));
  return actions;
}

std::vector<types::Action> propose_to_remove(Simulation& simulation, const Member& validator,
                                             std::uint64_t proposal) {
  return propose(simulation, governance::RemoveValidator{*Slug::from_text(validator.name)}, proposal);
}

}  // namespace kula::sim
