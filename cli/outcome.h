// What came of a transaction, for people and as exit codes.
#pragma once

#include <vector>

#include "cli/error.h"
#include "cli/settings.h"
#include "cli/value_text.h"
#include "ledger/types/transaction.h"
#include "node/api/transactions.h"

namespace kula::cli {

using Actions = std::vector<types::Action>;

// Prints a status for people or as JSON; the exit code says what came of it. `actions` are the transaction's,
// when they are at hand: a rejection then says more.
[[nodiscard]] Result<ExitCode> report(const Settings& settings, const ValueText& values,
                                      const api::TransactionStatus& status, const Actions& actions = {});
// Whether what was sent took effect: done, or an error that says why not.
[[nodiscard]] Result<ExitCode> outcome_of(const Settings& settings, const api::TransactionStatus& status,
                                          const Actions& actions = {});
// The same of what was not sent (--dry-run).
[[nodiscard]] Result<ExitCode> report(const Settings& settings, const ValueText& values,
                                      const api::SimulateResult& result, const Actions& actions);

}  // namespace kula::cli
