#include "contracts/governance/proposal_action.h"

#include <algorithm>
#include <iterator>

namespace kula::contracts::governance {

namespace {
// A context over a state of its own, and with events of its own.
struct Attempt {
  explicit Attempt(const Context& outer, const state::StateView& below)
      : state(below), context{state, outer.block, outer.policy, outer.cause, events, outer.now} {}
  state::Overlay state;
  std::vector<types::Event> events;
  Context context;

  [[nodiscard]] std::optional<ActionFailure> run(const ProposalActions& actions) {
    for (std::size_t i = 0; i < actions.size(); ++i) {
      const auto outcome = std::visit([&](const auto& kind) { return kind.carry_out(context); }, actions[i]);
      if (!outcome) return ActionFailure{outcome.error().code, static_cast<std::uint8_t>(i)};
    }
    return std::nullopt;
  }
};
}  // namespace

std::size_t validator_changes(const ProposalActions& actions) {
  const auto changes = [](const ProposalAction& action) {
    return std::visit([](const auto& kind) { return kind.kChangesValidators; }, action);
  };
  return static_cast<std::size_t>(std::count_if(actions.begin(), actions.end(), changes));
}

bool changes_validators(const ProposalActions& actions) { return validator_changes(actions) > 0; }

std::optional<ActionFailure> carry_out(Context& context, const ProposalActions& actions) {
  Attempt attempt(context, context.state);
  if (const auto failure = attempt.run(actions)) return failure;
  attempt.state.merge_into(context.state);
  std::move(attempt.events.begin(), attempt.events.end(), std::back_inserter(context.events));
  return std::nullopt;
}

std::optional<ActionFailure> try_out(const Context& context, const ProposalActions& actions) {
  return Attempt(context, context.state).run(actions);
}

}  // namespace kula::contracts::governance
