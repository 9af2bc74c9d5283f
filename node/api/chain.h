// What the API says about the chain, its blocks and accounts.
#pragma once

#include <array>

#include "ledger/types/block.h"
#include "node/api/transactions.h"

namespace kula::api {

enum class Readiness : std::uint8_t { starting, syncing, ready, stopping };
[[nodiscard]] constexpr std::array<std::string_view, 4> enum_names(Readiness) {
  return {"starting", "syncing", "ready", "stopping"};
}

// Of a node that is being filled from a snapshot.
struct SnapshotProgress {
  Height height;  // of the snapshot
  std::uint64_t chunks_done = 0;
  std::uint64_t chunks = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("height", height), codec::field("chunks_done", chunks_done),
            codec::field("chunks", chunks));
  }
};

struct ChainStatus {
  types::ChainId chain_id;
  Height height;        // of the last final block
  Height first_height;  // above 0, the chain here begins with a snapshot: blocks up to this one are not here
  types::BlockId tip;
  Hash state_root;
  TimeMs time;  // of the tip
  TimeMs now;   // the node's clock, with a development network's offset
  types::Epoch epoch;
  std::uint32_t validators = 0;
  bool validator = false;          // this node is one of them
  std::uint64_t pending = 0;       // transactions in the pool
  std::optional<TimeMs> next_due;  // when the next end-of-block work is due; past: it is being done
  Readiness readiness = Readiness::starting;
  bool development = false;  // its clock can be advanced
  std::string version;
  types::View view;                          // of consensus, in the epoch
  types::View final_view;                    // of the last finalization
  std::uint64_t certificate_age_ms = 0;      // since a certificate moved the view
  std::uint64_t peers_connected = 0;         // other nodes
  std::uint64_t peers_known = 0;             // in the registry, this one included
  std::optional<Height> sync_target;         // while catching up: the highest height that a peer claims
  std::optional<SnapshotProgress> snapshot;  // while it is being filled from one
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("chain_id", chain_id), codec::field("height", height),
            codec::field("first_height", first_height), codec::field("tip", tip),
            codec::field("state_root", state_root), codec::field("time", time), codec::field("now", now),
            codec::field("epoch", epoch), codec::field("validators", validators),
            codec::field("validator", validator), codec::field("pending", pending),
            codec::field("next_due", next_due), codec::field("readiness", readiness),
            codec::field("development", development), codec::field("version", version),
            codec::field("view", view), codec::field("final_view", final_view),
            codec::field("certificate_age_ms", certificate_age_ms),
            codec::field("peers_connected", peers_connected), codec::field("peers_known", peers_known),
            codec::field("sync_target", sync_target), codec::field("snapshot", snapshot));
  }
};

struct TransactionView {
  types::TransactionId id;
  types::Address sender;
  std::uint64_t nonce = 0;
  TimeMs expires_at;
  std::vector<codec::JsonValue> actions;  // readable forms, by the contracts
  std::uint16_t code = 0;
  std::string code_name;
  Bytes bytes;  // signed, canonical
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("id", id), codec::field("sender", sender), codec::field("nonce", nonce),
            codec::field("expires_at", expires_at), codec::field("actions", actions),
            codec::field("code", code), codec::field("code_name", code_name), codec::field("bytes", bytes));
  }
};

struct HeaderView {
  types::BlockId id;
  types::BlockHeader header;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("id", id), codec::field("header", header));
  }
};

struct BlockView {
  types::BlockId id;
  types::BlockHeader header;
  std::vector<TransactionView> transactions;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("id", id), codec::field("header", header),
            codec::field("transactions", transactions));
  }
};

struct ReceiptView {
  types::TransactionId transaction;
  std::uint16_t code = 0;
  std::string code_name;
  std::uint8_t failing_action = 0;
  std::vector<EventView> events;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("transaction", transaction), codec::field("code", code),
            codec::field("code_name", code_name), codec::field("failing_action", failing_action),
            codec::field("events", events));
  }
};

struct JobView {
  std::uint64_t job = 0;
  std::uint16_t kind = 0;
  TimeMs due;
  bool halted = false;
  std::vector<EventView> events;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("job", job), codec::field("kind", kind), codec::field("due", due),
            codec::field("halted", halted), codec::field("events", events));
  }
};

struct ReceiptsView {
  Height height;
  std::vector<ReceiptView> transactions;
  std::vector<JobView> jobs;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("height", height), codec::field("transactions", transactions),
            codec::field("jobs", jobs));
  }
};

// An account as a sender needs it.
struct AccountView {
  types::Address address;
  Height height;                 // of the state it was read from
  std::uint64_t nonce = 0;       // transactions included so far
  std::uint64_t next_nonce = 0;  // the next one to use: pending ones counted
  types::Auth auth;
  codec::JsonValue account;  // the contracts' answer to the query "account.show"; null when they have none
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("address", address), codec::field("height", height), codec::field("nonce", nonce),
            codec::field("next_nonce", next_nonce), codec::field("auth", auth),
            codec::field("account", account));
  }
};

// Answers about state always name the height they hold for.
struct QueryAnswer {
  std::string query;
  Height height;
  TimeMs time;
  codec::JsonValue answer;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("query", query), codec::field("height", height), codec::field("time", time),
            codec::field("answer", answer));
  }
};

struct DevAdvance {
  std::uint64_t advanced_ms = 0;  // the offset in all
  TimeMs now;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("advanced_ms", advanced_ms), codec::field("now", now));
  }
};

// Hash over the rows of all tables without what depends on when a run happened.
struct DigestView {
  Height height;
  std::uint64_t rows = 0;
  Hash digest;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("height", height), codec::field("rows", rows), codec::field("digest", digest));
  }
};

}  // namespace kula::api
