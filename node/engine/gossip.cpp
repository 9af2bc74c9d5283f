#include "node/engine/gossip.h"

#include <algorithm>

#include "ledger/crypto/tags.h"

namespace kula::engine {

void Gossip::connected(const PeerId& peer) {
  std::vector<Item> greeting;
  for (const auto& transaction : rooms_.mempool.candidates(kMaxPooledTransactions, kGreetingBytes)) {
    greeting.push_back({transaction, {}, 0});
  }
  std::vector<const Item*> items;
  for (const auto& item : greeting) items.push_back(&item);
  for (const auto& message : messages_of(items)) rooms_.peers.send(peer, Lane::transactions, message);
}

void Gossip::disconnected(const PeerId& peer) {
  const auto found = incoming_.find(peer);
  if (found == incoming_.end()) return;
  const auto backlog = std::exchange(found->second.backlog, {});
  backlog_ -= backlog.size();
  found->second.backlog_bytes = 0;
  for (const auto& transaction : backlog) {
    const auto offer = offered_.find(transaction->bytes_hash());
    auto& sources = offer->second.sources;
    sources.erase(peer);
    const bool is_kept = std::any_of(sources.begin(), sources.end(), [&](const PeerId& other) {
      return rooms_.peers.is_connected(other) && enqueue(incoming_[other], transaction);
    });
    if (!is_kept) offered_.erase(offer);
  }
}

bool Gossip::enqueue(Peer& from, const types::TransactionPointer& transaction) {
  const auto bytes = transaction->bytes().size();
  if (from.backlog.size() >= kMaxGossipBacklog || from.backlog_bytes + bytes > kMaxGossipBacklogBytes)
    return false;
  from.backlog.push_back(transaction);
  from.backlog_bytes += bytes;
  ++backlog_;
  return true;
}

// Null when it is no transaction, and the peer was punished for it.
types::TransactionPointer Gossip::read(const PeerId& peer, ByteView bytes) {
  const types::TransactionBytesHash hash{crypto::tagged_hash(crypto::kTagTransactionBytes, {bytes}).bytes};
  if (auto known = rooms_.known.find(hash)) return known;
  auto parsed = types::Transaction::parse(bytes);
  if (!parsed) {
    rooms_.peers.punish(peer, "it passes on a transaction that is none");
    return nullptr;
  }
  return std::make_shared<const types::Transaction>(std::move(*parsed));
}

void Gossip::receive(const PeerId& peer, const TransactionsMessage& message, const Now& now) {
  auto& from = incoming_[peer];
  for (const auto& bytes : message.transactions) {
    if (!from.count.take(1, now.steady_ms) || !from.bytes.take(bytes.size(), now.steady_ms)) {
      ++rooms_.metrics.gossip_dropped;
      continue;
    }
    const auto transaction = read(peer, bytes);
    if (transaction == nullptr) return;
    const auto& id = transaction->id();
    if (rooms_.mempool.contains(id)) continue;
    const auto place = offered_.find(transaction->bytes_hash());
    if (place != offered_.end()) {
      place->second.sources.insert(peer);
      continue;
    }
    // With other signatures it may be the good one of the two.
    if (rooms_.admission.holds(id) && rooms_.known.find(transaction->bytes_hash()) != nullptr) continue;
    if (!enqueue(from, transaction)) {
      ++rooms_.metrics.gossip_dropped;
      continue;
    }
    offered_[transaction->bytes_hash()] = {transaction, {peer}, 0};
    ++rooms_.metrics.gossip_received;
  }
}

types::TransactionPointer Gossip::find(const types::TransactionBytesHash& hash) const {
  const auto found = offered_.find(hash);
  return found == offered_.end() ? nullptr : found->second.transaction;
}

void Gossip::resume() { may_retry_ = !retries_.empty(); }

// The peers in turn, as long as admission has room.
void Gossip::feed(const Now& now) {
  const auto done = [this, now](const types::TransactionPointer& transaction, Admission::Offered result) {
    offered(transaction, result, now);
  };
  if (std::exchange(may_retry_, false)) {
    types::TransactionList again;
    for (auto& offer : std::exchange(retries_, {})) {
      const auto transaction = offer.transaction;
      if (offered_.emplace(transaction->bytes_hash(), std::move(offer)).second) again.push_back(transaction);
    }
    rooms_.admission.offer(again, done, now);
  }
  while (backlog_ > 0 && rooms_.admission.has_room()) {
    for (auto& [peer, from] : incoming_) {
      types::TransactionList list;
      while (!from.backlog.empty() && list.size() < kGossipFeed) {
        from.backlog_bytes -= from.backlog.front()->bytes().size();
        list.push_back(std::move(from.backlog.front()));
        from.backlog.pop_front();
        --backlog_;
      }
      if (!list.empty()) rooms_.admission.offer(list, done, now);
    }
  }
}

void Gossip::offered(const types::TransactionPointer& transaction, Admission::Offered result,
                     const Now& now) {
  const auto found = offered_.find(transaction->bytes_hash());
  if (found == offered_.end()) return;
  auto offer = std::move(found->second);
  offered_.erase(found);
  if (result == Admission::Offered::no_room && ++offer.tries < kGossipTries &&
      retries_.size() < kMaxGossipRetries) {
    retries_.push_back(std::move(offer));
  } else if (result == Admission::Offered::badly_signed) {
    for (const auto& peer : offer.sources) {
      if (!incoming_[peer].bad_signatures.take(1, now.steady_ms))
        rooms_.peers.punish(peer, "it passes on transactions that are badly signed");
    }
  }
}

void Gossip::admitted(const types::TransactionPointer& transaction, const Now& now) {
  const auto found = offered_.find(transaction->bytes_hash());
  Item item{transaction, found == offered_.end() ? Sources{} : found->second.sources, kResendMs,
            order_ + transaction->bytes_hash().bytes[0]};
  const bool is_told_by_validator =
      std::any_of(item.sources.begin(), item.sources.end(),
                  [this](const PeerId& peer) { return rooms_.peers.is_validator(peer); });
  if (is_told_by_validator) {
    pooled_.emplace(now.steady_ms + kRelayMs, std::move(item));
    return;
  }
  outbox_.push_back(item);
  pooled_.emplace(now.steady_ms + kResendMs, std::move(item));
}

void Gossip::end_turn(const Now& now) {
  feed(now);
  resend(now);
  flush();
}

std::optional<std::uint64_t> Gossip::due_ms() const {
  if (pooled_.empty()) return std::nullopt;
  return std::max(pooled_.begin()->first, resend_at_ms_);
}

// The oldest first, a little at a time: a full pool must not fill the network.
void Gossip::resend(const Now& now) {
  if (now.steady_ms < resend_at_ms_) return;
  std::size_t bytes = 0;
  std::map<PeerId, std::vector<const Item*>> again;  // they stay where they are until all is sent
  while (!pooled_.empty() && pooled_.begin()->first <= now.steady_ms && bytes < kResendBytes) {
    auto item = std::move(pooled_.begin()->second);
    pooled_.erase(pooled_.begin());
    if (!rooms_.mempool.contains(item.transaction->id())) continue;
    bytes += item.transaction->bytes().size();
    const auto listeners = next_listeners(item);
    const auto again_at_ms = now.steady_ms + item.pause_ms;
    item.pause_ms = std::min(2 * item.pause_ms, kMaxResendMs);
    const auto kept = pooled_.emplace(again_at_ms, std::move(item));
    for (const auto& peer : listeners) again[peer].push_back(&kept->second);
  }
  for (const auto& [peer, items] : again) {
    for (const auto& message : messages_of(items)) rooms_.peers.send(peer, Lane::transactions, message);
  }
  if (bytes >= kResendBytes) resend_at_ms_ = now.steady_ms + kResendPauseMs;
}

// Of those that have not said it to us, each in turn.
std::vector<PeerId> Gossip::next_listeners(Item& item) const {
  std::vector<PeerId> others;
  for (const auto& peer : rooms_.peers.all()) {
    if (!item.sources.contains(peer)) others.push_back(peer);
  }
  std::vector<PeerId> chosen;
  while (chosen.size() < std::min(kResendPeers, others.size()))
    chosen.push_back(others[item.place++ % others.size()]);
  return chosen;
}

void Gossip::flush() {
  if (outbox_.empty()) return;
  std::vector<const Item*> all;
  bool is_for_all = true;
  for (const auto& item : outbox_) {
    all.push_back(&item);
    is_for_all = is_for_all && item.sources.empty();
  }
  if (is_for_all) {
    for (const auto& message : messages_of(all)) rooms_.peers.broadcast(Lane::transactions, message);
  } else {
    for (const auto& peer : rooms_.peers.all()) {
      auto items = all;
      std::erase_if(items, [&](const Item* item) { return item->sources.contains(peer); });
      for (const auto& message : messages_of(items)) rooms_.peers.send(peer, Lane::transactions, message);
    }
  }
  outbox_.clear();
}

std::vector<TransactionsMessage> Gossip::messages_of(const std::vector<const Item*>& items) {
  std::vector<TransactionsMessage> messages;
  std::size_t bytes = kGossipMessageBytes;
  for (const auto* item : items) {
    if (bytes >= kGossipMessageBytes) {
      messages.emplace_back();
      bytes = 0;
    }
    messages.back().transactions.push_back(to_bytes(item->transaction->bytes()));
    bytes += item->transaction->bytes().size();
  }
  return messages;
}

}  // namespace kula::engine
