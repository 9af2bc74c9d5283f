// From actions to a final outcome: build, show, sign, send, wait.
#pragma once

#include "cli/error.h"
#include "cli/node_client.h"
#include "cli/settings.h"
#include "contracts/processor.h"

namespace kula::cli {

// The contracts, for the readable forms of actions and events and for their schemas; no state.
[[nodiscard]] const contracts::ContractProcessor& contract_kinds();

// Asks "[y/N]" (unless --yes) after showing what will be sent, signs with the key --account, prints the
// transaction id, waits for finality (unless --no-wait) and prints what happened. With --dry-run only shows
// the outcome.
[[nodiscard]] Result<ExitCode> send_actions(const Settings& settings, std::vector<types::Action> actions);

// The same without a question and without printing what happened: the transaction's id on standard error, the
// last status as the result, whatever it is.
[[nodiscard]] Result<api::TransactionStatus> sign_and_send(const Settings& settings,
                                                           std::vector<types::Action> actions);
// Whether what was sent took effect: done, or an error that says why not.
[[nodiscard]] Result<ExitCode> outcome_of(const Settings& settings, const api::TransactionStatus& status);

// The node's clock (a development network's may be advanced): what "+8d" is relative to.
[[nodiscard]] Result<TimeMs> wall_clock_of_node(const Settings& settings);

// Prints a status for people or as JSON; the exit code says what came of it.
[[nodiscard]] Result<ExitCode> report(const Settings& settings, const api::TransactionStatus& status);

}  // namespace kula::cli
