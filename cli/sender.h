// From actions to a final outcome: build, show, sign, send, wait.
#pragma once

#include <vector>

#include "cli/error.h"
#include "cli/node_client.h"
#include "cli/settings.h"
#include "ledger/types/transaction.h"

namespace kula::cli {

// Asks "[y/N]" (unless --yes) after showing what will be sent, signs with the key --account, prints the
// transaction id, waits for finality (unless --no-wait) and prints what happened. With --dry-run only shows
// the outcome; with --build only writes the transaction to a file, for several keys to sign (`kula tx`).
[[nodiscard]] Result<ExitCode> send_actions(const Settings& settings, std::vector<types::Action> actions);

// The same without a question and without printing what happened: the transaction's id on standard error, the
// last status as the result, whatever it is.
[[nodiscard]] Result<api::TransactionStatus> sign_and_send(const Settings& settings,
                                                           std::vector<types::Action> actions);

// Sends what is signed: its id on standard error, the last status as the result.
[[nodiscard]] Result<api::TransactionStatus> send(const Settings& settings, NodeClient& node,
                                                  const types::Transaction& transaction);
// What would come of it, printed (--dry-run).
[[nodiscard]] Result<ExitCode> simulate(const Settings& settings, NodeClient& node,
                                        const types::TransactionPayload& payload);

// The account that acts: that of the key --account; with --build, when nothing is signed, an address will do.
[[nodiscard]] Result<types::Address> acting_account(const Settings& settings);

// The node's clock (a development network's may be advanced): what "+8d" is relative to.
[[nodiscard]] Result<TimeMs> wall_clock_of_node(const Settings& settings);

}  // namespace kula::cli
