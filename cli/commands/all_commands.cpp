#include "cli/commands/all_commands.h"

#include <algorithm>

namespace kula::cli {

std::vector<Command> all_commands() {
  std::vector<Command> commands;
  for (auto list : {keys_commands, beneficiary_commands, statement_commands, contest_commands, query_commands,
                    transaction_commands, block_commands, node_commands, recovery_commands, localnet_commands,
                    demo_commands, action_commands}) {
    for (auto& command : list()) {
      // An action or query that has a command of its own needs no second one.
      const bool is_there = std::any_of(commands.begin(), commands.end(), [&](const Command& other) {
        return other.noun == command.noun && other.verb == command.verb;
      });
      if (!is_there) commands.push_back(std::move(command));
    }
  }
  return commands;
}

Nouns all_nouns() {
  return {{"access", "Who may use a course or resource, and why"},
          {"account", "Accounts: open, keys, statement, tier"},
          {"beneficiary", "Those an attested organisation answers for"},
          {"block", "Blocks with their transactions"},
          {"contest", "Contests: announce, enter, judge, settle"},
          {"contribution", "Contributions to projects: record, confirm, challenge"},
          {"course", "Courses: offer, review, buy, refund, rate"},
          {"credits", "Credits: issue, transfer, redeem"},
          {"demo", "Real data as transactions, and its recomputation"},
          {"fund", "Charity funds: propose, donate, manage"},
          {"grant", "Grants of a fund: propose, approve, pay, report"},
          {"honour", "What an account was honoured for"},
          {"keys", "Keys of this machine, sealed by passphrases"},
          {"localnet", "A whole network on this machine"},
          {"member", "Who has a vote"},
          {"node", "A node: status, peers, join, readiness"},
          {"organisation", "Organisations that receive grants"},
          {"payout", "The lines that make the payout of a sale"},
          {"points", "Points of an account"},
          {"project", "Projects: register, review, members"},
          {"proposal", "Proposals to all members, and votes"},
          {"recovery", "New validators when too many are lost"},
          {"resource", "Source, documents and exercises"},
          {"tx", "Transactions: show, build for several keys, sign, send"}};
}

}  // namespace kula::cli
