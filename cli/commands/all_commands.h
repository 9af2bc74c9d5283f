// Every command of `kula`, by noun.
#pragma once

#include <vector>

#include "cli/command.h"

namespace kula::cli {

[[nodiscard]] std::vector<Command> all_commands();
// A line for each of their nouns.
[[nodiscard]] Nouns all_nouns();

[[nodiscard]] std::vector<Command> action_commands();  // one for every action kind of the contracts
[[nodiscard]] std::vector<Command> keys_commands();
[[nodiscard]] std::vector<Command> query_commands();  // account, course, access, fund …: what people ask
[[nodiscard]] std::vector<Command> statement_commands();  // account statement
[[nodiscard]] std::vector<Command> contest_commands();    // those with commitments
[[nodiscard]] std::vector<Command> transaction_commands();
[[nodiscard]] std::vector<Command> block_commands();
[[nodiscard]] std::vector<Command> node_commands();
[[nodiscard]] std::vector<Command> recovery_commands();
[[nodiscard]] std::vector<Command> beneficiary_commands();
[[nodiscard]] std::vector<Command> localnet_commands();
[[nodiscard]] std::vector<Command> demo_commands();

}  // namespace kula::cli
