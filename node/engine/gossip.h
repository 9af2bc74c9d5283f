// Transactions between nodes (R12): what is admitted here goes to the peers, what they pass on goes through
// admission. A validator says what was submitted to it to everybody itself; others may know few nodes, so
// what they say is passed on at once. What stays pooled for long is said again, slowly, and to a few at a
// time, who say it to a few again: to all, n nodes would say n² copies just when they have too much to do.
// Engine's thread.
#pragma once

#include <set>

#include "node/engine/admission.h"
#include "node/engine/nonce.h"
#include "node/engine/peers.h"
#include "node/engine/token_bucket.h"

namespace kula::engine {

class Gossip {
 public:
  struct Rooms {
    Admission& admission;
    const Mempool& mempool;
    KnownTransactions& known;
    Peers& peers;
    consensus::AuxiliaryRandom& random;
    Metrics& metrics;
  };
  // REQUIRES all rooms outlive this.
  explicit Gossip(const Rooms& rooms) : rooms_(rooms), order_(make_nonce(rooms.random)) {}

  // Greets with what is pooled.
  void connected(const PeerId& peer);
  // What it said and others said too is still theirs.
  void disconnected(const PeerId& peer);
  // Beyond what a peer may send, the rest is dropped (T2).
  void receive(const PeerId& peer, const TransactionsMessage& message, const Now& now);
  // Told by admission.
  void admitted(const types::TransactionPointer& transaction, const Now& now);
  // After a commit: what found no room is tried again.
  void resume();

  // One that a peer said and admission has not answered yet; null otherwise.
  [[nodiscard]] types::TransactionPointer find(const types::TransactionBytesHash& hash) const;

  // Feeds admission, sends what this turn admitted, and what is pooled for long.
  void end_turn(const Now& now);
  [[nodiscard]] std::optional<std::uint64_t> due_ms() const;  // steady clock

 private:
  using Sources = std::set<PeerId>;
  struct Peer {
    std::deque<types::TransactionPointer> backlog;
    std::size_t backlog_bytes = 0;
    TokenBucket count{kGossipBurst, kGossipPerSecond};
    TokenBucket bytes{kGossipBytesBurst, kGossipBytesPerSecond};
    TokenBucket bad_signatures{kBadSignatures, 1};
  };
  struct Item {
    types::TransactionPointer transaction;
    Sources sources;  // who has said it to us
    std::uint64_t pause_ms = 0;
    std::uint64_t place = 0;  // among the peers, of the next one that it is said to again
  };
  struct Offer {
    types::TransactionPointer transaction;
    Sources sources;
    std::size_t tries = 0;
  };

  [[nodiscard]] types::TransactionPointer read(const PeerId& peer, ByteView bytes);
  // False when the peer's backlog is full.
  [[nodiscard]] bool enqueue(Peer& from, const types::TransactionPointer& transaction);
  [[nodiscard]] std::vector<PeerId> next_listeners(Item& item) const;
  void feed(const Now& now);
  void offered(const types::TransactionPointer& transaction, Admission::Offered result, const Now& now);
  void resend(const Now& now);
  void flush();
  [[nodiscard]] static std::vector<TransactionsMessage> messages_of(const std::vector<const Item*>& items);

  Rooms rooms_;
  const std::uint64_t order_;        // where an item begins among the peers: elsewhere on each node
  std::map<PeerId, Peer> incoming_;  // of registered nodes, kept when they leave: a reconnect fills no bucket
  std::size_t backlog_ = 0;          // of all
  std::map<types::TransactionBytesHash, Offer> offered_;  // in a backlog or in admission
  std::vector<Offer> retries_;
  bool may_retry_ = false;
  std::vector<Item> outbox_;
  std::multimap<std::uint64_t, Item> pooled_;  // by when it is said again
  std::uint64_t resend_at_ms_ = 0;
};

}  // namespace kula::engine
