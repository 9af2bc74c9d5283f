// What the machine wants done, in order from the top. README.md says what the engine does for each.
#pragma once

#include "consensus/message.h"
#include "consensus/record_entry.h"
#include "consensus/timer.h"

namespace kula::consensus {

// Append to the signing record, one batch, durable before anything below is done (R8). Bodies are entries. At
// most one in an answer, and then the first. A failed append ends the process.
struct Persist {
  std::vector<RecordEntry> entries;
};

// To one validator of the epoch, or to every peer when there is no `to`.
struct Send {
  std::optional<std::uint8_t> to;
  std::shared_ptr<const Message> message;
};

// Execute this block on its parent, which is executed (or the tip), and answer with BlockChecked. Asked again
// while the answer was `unknown`.
struct CheckBlock {
  types::BlockId id;
  types::BlockHeader header;
  std::vector<types::TransactionBytesHash> transactions;
  BlockPointer
      block;  // the whole block when the record holds it, else null: gather it by its transactions' hashes
};

// Build and execute a block, and answer with BlockBuilt: one answer to every request.
struct BuildBlock {
  types::BlockId parent;  // executed, or the tip
  types::Epoch epoch;
  types::View view;
  std::uint8_t proposer = 0;
  TimeMs min_time;        // the header's time is max(now, min_time) (R13)
  bool empty = false;     // no transactions (R14: finality lags)
  bool required = false;  // a block must come even when the work has gone (R12: an unfinalized tail)
};

// Make this executed child of the tip final: one synced batch of the ledger. Always in order of height (R7).
struct Commit {
  types::BlockId id;
  types::FinalityProof finality;
};

// Start (or replace) the timer of this kind: there is one of each.
struct SetTimer {
  Timer timer;
  DurationMs delay_ms = 0;
};
struct CancelTimer {
  TimerKind kind = TimerKind::batch;
};

// From now on tell by WorkChanged whether there is work on top of this block (R12); replaces the block
// watched before.
struct WatchWork {
  types::BlockId on;
};

// A certified block is not here: get it and answer with BlockFetched, whenever it comes. Asked again at each
// retry (R10, R22).
struct FetchBlock {
  types::BlockId id;
  std::uint32_t holders = 0;  // validators that signed for it: bit i for validator i
};

// Certificates of the views first .. last of this epoch are missing (R2): ask peers for them. Asked again at
// each retry.
struct FetchCertificates {
  types::View first;
  types::View last;
};

// The block that was just committed closes the epoch: answer with EpochOpened. Nothing else is done until
// then, so that nothing of the new epoch is signed before the old one's end is durable (R8, R17).
struct OpenEpoch {};

// Replace the signing record by these entries, atomically and durably: it has grown, and what is left out is
// final in the ledger.
struct RewriteRecord {
  std::vector<RecordEntry> entries;
};

// Two votes that one validator may not both sign (R15). Kept, and reported on chain by whoever wants.
struct Evidence {
  types::Vote first;
  types::Vote second;
};

enum class StopReason : std::uint8_t {
  divergence,     // R6: a notarized block executes differently here
  breach,         // R7: two certificates that exclude each other: more than f validators are faulty
  check_failed,   // our disk failed while executing
  wiped,          // R9: the record lacks a vote of ours that a certificate shows
  ledger_behind,  // the record knows final blocks that the ledger has lost (n = 1: nobody can give them back)
  key_used_elsewhere,  // R9: a vote of ours that we did not make
};
[[nodiscard]] std::string_view to_string(StopReason reason);

// The last output ever: the machine answers nothing any more. The engine ends the process with the reason.
struct Stop {
  StopReason reason = StopReason::divergence;
};

using Output = std::variant<Persist, Send, CheckBlock, BuildBlock, Commit, SetTimer, CancelTimer, WatchWork,
                            RewriteRecord, Evidence, Stop, FetchBlock, FetchCertificates, OpenEpoch>;

}  // namespace kula::consensus
