// From actions to a final outcome: build, show, sign, send, wait.
#pragma once

#include "cli/error.h"
#include "cli/node_client.h"
#include "cli/settings.h"

namespace kula::cli {

// Asks "[y/N]" (unless --yes) after showing what will be sent, signs with the key --account, prints the
// transaction id, waits for finality (unless --no-wait) and prints what happened. With --dry-run only shows
// the outcome.
[[nodiscard]] Result<ExitCode> send_actions(const Settings& settings, std::vector<types::Action> actions);

// The same without a question and without printing what happened: the transaction's id on standard error, the
// last status as the result, whatever it is.
[[nodiscard]] Result<api::TransactionStatus> sign_and_send(const Settings& settings,
                                                           std::vector<types::Action> actions);

// The node's clock (a development network's may be advanced): what "+8d" is relative to.
[[nodiscard]] Result<TimeMs> wall_clock_of_node(const Settings& settings);

}  // namespace kula::cli
