#include "node/engine/mempool.h"

#include "ledger/base/check.h"

namespace kula::engine {

std::string_view to_string(Gone reason) {
  switch (reason) {
    case Gone::expired:
      return "expired";
    case Gone::nonce_used:
      return "nonce_used";
    case Gone::nonce_gap:
      return "nonce_gap";
    case Gone::bad_signature:
      return "bad_signature";
    case Gone::other_fault:
      return "invalid";
  }
  return "invalid";
}

Mempool::Added Mempool::add(const types::TransactionPointer& transaction, std::uint64_t state_nonce,
                            std::uint64_t steady_ms) {
  if (contains(transaction->id())) return Added::duplicate;
  const auto nonce = transaction->payload().nonce;
  if (nonce < state_nonce) return Added::nonce_used;
  const auto found = senders_.find(transaction->payload().sender);
  const std::size_t in_line = found == senders_.end() ? 0 : found->second.pooled.size();
  if (found != senders_.end() &&
      (found->second.pooled.contains(nonce) || found->second.waiting.contains(nonce))) {
    return Added::nonce_taken;
  }
  const bool is_next = nonce == state_nonce + in_line;
  if (nonce - state_nonce >= kMaxPooledPerSender) return is_next ? Added::sender_full : Added::nonce_gap;
  const bool is_room = is_next ? pooled() < kMaxPooledTransactions : waiting() < kMaxWaitingTransactions;
  if (!is_room || bytes_ + transaction->bytes().size() > kMaxPooledBytes) return Added::pool_full;

  Sender& sender = senders_[transaction->payload().sender];
  sender.next_nonce = state_nonce;
  bytes_ += transaction->bytes().size();
  places_[transaction->id()] = {transaction->payload().sender, nonce};
  expiry_.insert({transaction->payload().expires_at, transaction->id()});
  if (!is_next) {
    sender.waiting[nonce] = {transaction, 0, steady_ms + kMaxGapWaitMs, steady_ms};
    return Added::waiting;
  }
  pool(sender, {transaction, 0, 0, steady_ms});
  promote(sender);
  return Added::pooled;
}

std::optional<std::uint64_t> Mempool::next_nonce(const types::Address& sender) const {
  const auto found = senders_.find(sender);
  if (found == senders_.end()) return std::nullopt;
  return found->second.next_nonce + found->second.pooled.size();
}

std::optional<std::uint64_t> Mempool::oldest_ms() const {
  if (order_.empty()) return std::nullopt;
  const auto& payload = order_.begin()->second->payload();
  return senders_.at(payload.sender).pooled.at(payload.nonce).since_ms;
}

types::TransactionList Mempool::candidates(std::size_t max_count, std::size_t max_bytes) const {
  types::TransactionList list;
  std::size_t size = 0;
  for (const auto& [arrival, transaction] : order_) {
    size += transaction->bytes().size();
    if (list.size() == max_count || size > max_bytes) break;
    list.push_back(transaction);
  }
  return list;
}

std::vector<Mempool::Departed> Mempool::included(const types::TransactionList& transactions,
                                                 std::uint64_t steady_ms) {
  std::vector<Departed> departed;
  for (const auto& transaction : transactions) {
    const auto found = senders_.find(transaction->payload().sender);
    if (found == senders_.end()) continue;
    Sender& sender = found->second;
    const auto next_nonce = transaction->payload().nonce + 1;
    for (auto* entries : {&sender.pooled, &sender.waiting}) {
      while (!entries->empty() && entries->begin()->first < next_nonce) {
        const Entry entry = entries->begin()->second;
        // Another transaction with this nonce was included by another node's block.
        if (entry.transaction->id() != transaction->id()) {
          departed.push_back({entry.transaction->id(), Gone::nonce_used});
        }
        forget(entry);
        entries->erase(entries->begin());
      }
    }
    sender.next_nonce = std::max(sender.next_nonce, next_nonce);
    if (!sender.pooled.empty()) demote_from(sender, sender.next_nonce + sender.pooled.size(), steady_ms);
    promote(sender);
    remove_if_empty(found);
  }
  return departed;
}

void Mempool::remove(const types::TransactionId& id, std::uint64_t steady_ms) {
  const auto place = places_.find(id);
  if (place == places_.end()) return;
  const auto sender = senders_.find(place->second.sender);
  KULA_CHECK(sender != senders_.end(), "the pool lost a sender; report this as a bug");
  const auto nonce = place->second.nonce;
  auto& from = sender->second.pooled.contains(nonce) ? sender->second.pooled : sender->second.waiting;
  const auto entry = from.find(nonce);
  forget(entry->second);
  const bool was_pooled = &from == &sender->second.pooled;
  from.erase(entry);
  if (was_pooled) demote_from(sender->second, nonce, steady_ms);
  remove_if_empty(sender);
}

std::vector<Mempool::Departed> Mempool::sweep(TimeMs time, std::uint64_t steady_ms) {
  std::vector<Departed> departed;
  while (!expiry_.empty() && expiry_.begin()->first <= time) {
    departed.push_back({expiry_.begin()->second, Gone::expired});
    remove(departed.back().id, steady_ms);
  }
  if (waiting() == 0) return departed;
  const auto first_late = departed.size();
  for (const auto& [address, sender] : senders_) {
    for (const auto& [nonce, entry] : sender.waiting) {
      if (entry.deadline_ms <= steady_ms) departed.push_back({entry.transaction->id(), Gone::nonce_gap});
    }
  }
  for (auto i = first_late; i < departed.size(); ++i) remove(departed[i].id, steady_ms);
  return departed;
}

void Mempool::pool(Sender& sender, Entry entry) {
  entry.arrival = arrivals_++;
  order_[entry.arrival] = entry.transaction;
  const auto nonce = entry.transaction->payload().nonce;
  sender.pooled[nonce] = std::move(entry);
}

// Lets in what waited for the nonces before it.
void Mempool::promote(Sender& sender) {
  while (!sender.waiting.empty() &&
         sender.waiting.begin()->first == sender.next_nonce + sender.pooled.size() &&
         sender.pooled.size() < kMaxPooledPerSender) {
    Entry entry = std::move(sender.waiting.begin()->second);
    sender.waiting.erase(sender.waiting.begin());
    pool(sender, std::move(entry));
  }
}

// Pooled transactions from `nonce` on have lost their predecessor.
void Mempool::demote_from(Sender& sender, std::uint64_t nonce, std::uint64_t steady_ms) {
  for (auto late = sender.pooled.lower_bound(nonce); late != sender.pooled.end();) {
    order_.erase(late->second.arrival);
    late->second.deadline_ms = steady_ms + kMaxGapWaitMs;
    sender.waiting.insert(sender.pooled.extract(late++));
  }
}

void Mempool::forget(const Entry& entry) {
  const auto& transaction = *entry.transaction;
  bytes_ -= transaction.bytes().size();
  places_.erase(transaction.id());
  expiry_.erase({transaction.payload().expires_at, transaction.id()});
  const auto place = order_.find(entry.arrival);
  if (place != order_.end() && place->second == entry.transaction) order_.erase(place);
}

void Mempool::remove_if_empty(Senders::iterator sender) {
  if (sender->second.pooled.empty() && sender->second.waiting.empty()) senders_.erase(sender);
}

}  // namespace kula::engine
