// What the engine asks of the world, and what it is told besides calls. node/io has the real ones, tests have
// fakes: the engine itself has no socket, thread or clock. Two more ports are consensus' own:
// consensus/record_store.h (the signing record) and AuxiliaryRandom in consensus/signer.h. All calls happen
// on the engine's thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "consensus/message.h"
#include "consensus/timer.h"
#include "ledger/block_write.h"
#include "ledger/types/block.h"
#include "ledger/types/node_entry.h"
#include "ledger/types/snapshot.h"

namespace kula::engine {

// A reading of the clocks. It is part of every event: two readings within one event would be two truths.
struct Now {
  TimeMs wall;                  // UTC, with a development network's offset; may jump
  std::uint64_t steady_ms = 0;  // since some start; never goes back, is not moved by the offset
};

// A peer by its name in the node registry: SHA-256 of its TLS public key. The transport has proved it.
using PeerId = Hash;

// What is sent first when a connection is busy: consensus before catch-up before transactions (T2).
enum class Lane : std::uint8_t { consensus, sync, transactions };

// Messages of peer_message.h between nodes that the registry names. The engine is told of connections by
// Engine::peer_connected and peer_disconnected, and of messages by Engine::peer_message.
class Transport {
 public:
  virtual ~Transport() = default;
  // Never waits for a socket. May be lost: a peer that does not read loses messages, or the connection.
  virtual void send(const PeerId& to, Lane lane, std::shared_ptr<const Bytes> message) = 0;
  // Who may be connected, and where they listen; told at the start and whenever it changes. A connection to
  // anybody else is dropped at once (T1).
  virtual void set_registry(const std::vector<types::NodeEntry>& nodes) = 0;
  // The peer broke a rule that no honest peer breaks: the connection is dropped, and not made again for a
  // while.
  virtual void punish(const PeerId& peer, std::string_view reason) = 0;
};

// consensus::verify(), which is pure: a simulation of many nodes may keep its answers.
class MessageVerifier {
 public:
  virtual ~MessageVerifier() = default;
  [[nodiscard]] virtual Expected<consensus::VerifiedMessage, consensus::MessageError> verify(
      const consensus::EpochContext& context, consensus::Message message) = 0;
};

// Delays are real time. Setting replaces; a cancelled or replaced timer may still be told once (it is then
// ignored).
class Timers {
 public:
  virtual ~Timers() = default;
  virtual void set(const consensus::Timer& timer,
                   DurationMs delay_ms) = 0;  // answered by Engine::timer_fired
  virtual void cancel(consensus::TimerKind kind) = 0;
  virtual void wake_in(DurationMs delay_ms) = 0;  // one alarm of the engine's own, answered by Engine::wake
};

// A signature to be verified, by value: it may be done on another thread.
struct VerifyJob {
  std::uint64_t token = 0;
  types::TransactionPointer transaction;
  types::Auth auth;
  bool for_block = false;  // consensus waits for it: it goes before what is only being admitted
};
struct Verdict {
  std::uint64_t token = 0;
  bool is_signed = false;
};

class SignatureVerifier {
 public:
  virtual ~SignatureVerifier() = default;
  // Never answers from within: Engine::signatures_verified follows, in any order and grouping.
  virtual void verify(std::vector<VerifyJob> jobs) = 0;
};

// Writes final blocks into the store: it may be done on another thread, so that the node goes on meanwhile.
class BlockWriter {
 public:
  using Written = Expected<void, storage::StoreError>;
  virtual ~BlockWriter() = default;
  // Never answers from within: Engine::block_written follows, unless finish() is asked before. REQUIRES that
  // no other block is being written.
  virtual void write(ledger::BlockWrite block) = 0;
  // Waits for the block that is being written, and answers in place of Engine::block_written.
  [[nodiscard]] virtual Written finish() = 0;
};

class DirectVerifier final : public MessageVerifier {
 public:
  [[nodiscard]] Expected<consensus::VerifiedMessage, consensus::MessageError> verify(
      const consensus::EpochContext& context, consensus::Message message) override {
    return consensus::verify(context, std::move(message));
  }
};

enum class LogLevel : std::uint8_t { debug, info, warning, error };

class Log {
 public:
  virtual ~Log() = default;
  virtual void write(LogLevel level, std::string_view message) = 0;
};

// A snapshot that the genesis leads to: its state is what this node's chain may begin with (R19).
struct FoundSnapshot {
  types::SnapshotManifest manifest;       // without fault under the set that `closes` lead to
  std::vector<types::EpochClose> closes;  // of all epochs before its own
};

// The process around the engine.
class Supervisor {
 public:
  virtual ~Supervisor() = default;
  // The engine can tell no more truths: end the process with this message. Told once, as the last thing.
  virtual void failed(const std::string& message) = 0;
  // This engine has done its part: end it as a crash would, and run another one in its place. With a
  // snapshot, one that fills the store from it (Filling, snapshot_fill.h); else one on the store as it is by
  // now. Told once, as the last thing.
  virtual void restart(std::optional<FoundSnapshot> snapshot) = 0;
};

}  // namespace kula::engine
