// What the machine is told. Every event carries the time at which it is handed in: the machine has no clock.
#pragma once

#include "consensus/message.h"
#include "consensus/timer.h"

namespace kula::consensus {

// R21: what an epoch begins with that no closing block began. While the chain's last block is of an earlier
// epoch, the next one has to name the recovery.
struct EpochRecovery {
  types::Epoch epoch;
  Hash manifest;  // its hash
  bool operator==(const EpochRecovery&) const = default;
};

// The first event, once: where the ledger stands. The record has been given to the Signer.
struct Started {
  types::BlockHeader tip;                        // last committed block
  std::optional<types::FinalityProof> finality;  // of the tip; absent only for the genesis block
  types::ValidatorSet set;                       // of the epoch after the tip (Ledger::validator_set)
  std::optional<EpochRecovery> recovery{};       // when that epoch began with one
};

// The ledger has adopted a recovery on the final block (R21): what was of the epoch before is over.
struct ChainRecovered {
  types::BlockHeader tip;
  types::ValidatorSet set;
  EpochRecovery recovery;
};

struct MessageReceived {
  VerifiedMessage message;
};

// A timer of SetTimer has run out. One that was cancelled or replaced meanwhile may still be told: it is
// ignored.
struct TimerFired {
  Timer timer;
};

// The answer to BuildBlock, with the request's epoch, view and parent. No block: there was no work left
// (never when the request was `required`), and none is asked for until WorkChanged.
struct BlockBuilt {
  types::Epoch epoch;
  types::View view;
  types::BlockId parent;
  BlockPointer block;  // executed here, its roots filled in; or null
};

enum class CheckResult : std::uint8_t {
  valid,    // executed on its parent, roots equal
  invalid,  // a rule is broken
  unknown,  // parts are not here yet; another BlockChecked follows when they are
  failed,   // our own disk
};

// The answer to CheckBlock.
struct BlockChecked {
  types::BlockId id;
  CheckResult result = CheckResult::unknown;
  BlockPointer block;  // header and body, set exactly when valid
};

// Is there a reason for a block: a pooled transaction that could be included, due work of the end of block,
// or the heartbeat?
enum class Work : std::uint8_t {
  none,
  growing,  // more transactions are being verified here: a leader may wait for them (R3)
  ready,    // nothing more is known to come
};

// The answer to WatchWork, at once and whenever it changes (R12): the work on top of `on`. Answers about a
// block that is no longer watched are ignored.
struct WorkChanged {
  types::BlockId on;
  Work work = Work::none;
};

// A block with its body, because FetchBlock or a catch-up (R19) asked for it. REQUIRES that its transactions
// are those of its header.
struct BlockFetched {
  BlockPointer block;
};

// The answer to OpenEpoch: the closing block is durable, and this is where the ledger stands (R17).
struct EpochOpened {
  types::BlockHeader tip;
  types::FinalityProof finality;
  types::ValidatorSet set;
};

struct Event {
  TimeMs now;  // wall clock (R13); may go backwards
  std::variant<Started, MessageReceived, TimerFired, BlockBuilt, BlockChecked, WorkChanged, BlockFetched,
               EpochOpened, ChainRecovered>
      what;
};

}  // namespace kula::consensus
