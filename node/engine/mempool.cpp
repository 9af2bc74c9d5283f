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
  const types::Address& address = transaction->payload().sender;
  const Sender* const known = sender_of(address);
  const std::size_t in_line = known == nullptr ? 0 : known->pooled.size();
  if (known != nullptr && (known->pooled.contains(nonce) || known->waiting.contains(nonce))) {
    return Added::nonce_taken;
  }
  const bool is_next = nonce == state_nonce + in_line;
  if (nonce - state_nonce >= kMaxPooledPerSender) return is_next ? Added::sender_full : Added::nonce_gap;
  const bool is_room = is_next ? pooled() < kMaxPooledTransactions : waiting() < kMaxWaitingTransactions;
  if (!is_room || bytes_ + transaction->bytes().size() > kMaxPooledBytes) return Added::pool_full;

  Sender& sender = senders_[address.raw];
  sender.next_nonce = state_nonce;
  ++changes_;
  bytes_ += transaction->bytes().size();
  places_[transaction->id()] = {address, nonce, steady_ms};
  earliest_expiry_ = std::min(earliest_expiry_, transaction->payload().expires_at);
  if (!is_next) {
    sender.waiting[nonce] = transaction->id();
    waiting_[transaction->id()] = {transaction, steady_ms + kMaxGapWaitMs};
    return Added::waiting;
  }
  pool(sender, transaction);
  promote(sender);
  return Added::pooled;
}

std::optional<std::uint64_t> Mempool::next_nonce(const types::Address& sender) const {
  const Sender* const found = sender_of(sender);
  if (found == nullptr) return std::nullopt;
  return found->next_nonce + found->pooled.size();
}

std::optional<std::uint64_t> Mempool::oldest_ms() const {
  if (order_.empty()) return std::nullopt;
  return places_.find(order_.begin()->second->id())->since_ms;
}

types::TransactionList Mempool::candidates(std::size_t max_count, std::size_t max_bytes,
                                           const Taken& taken) const {
  types::TransactionList list;
  std::size_t size = 0;
  for (const auto& [arrival, transaction] : order_) {
    if (taken.size() > 0 && taken.contains(transaction->id())) continue;
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
    const types::Address& address = transaction->payload().sender;
    Sender* const sender = sender_of(address);
    if (sender == nullptr) continue;
    const auto next_nonce = transaction->payload().nonce + 1;
    forget_below(*sender, next_nonce, [&](const types::TransactionId& id) {
      // Another transaction with this nonce was included by another node's block.
      if (id != transaction->id()) departed.push_back({id, Gone::nonce_used});
    });
    sender->next_nonce = std::max(sender->next_nonce, next_nonce);
    if (!sender->pooled.empty()) demote_from(*sender, sender->next_nonce + sender->pooled.size(), steady_ms);
    promote(*sender);
    remove_if_empty(address, *sender);
  }
  return departed;
}

template <class Told>
void Mempool::forget_below(Sender& sender, std::uint64_t nonce, Told told) {
  while (!sender.pooled.empty() && sender.pooled.begin()->first < nonce) {
    const auto place = sender.pooled.begin()->second;
    told(place->second->id());
    forget(*place->second);
    order_.erase(place);
    sender.pooled.erase(sender.pooled.begin());
  }
  while (!sender.waiting.empty() && sender.waiting.begin()->first < nonce) {
    const auto place = waiting_.find(sender.waiting.begin()->second);
    told(place->first);
    forget(*place->second.transaction);
    waiting_.erase(place);
    sender.waiting.erase(sender.waiting.begin());
  }
}

void Mempool::remove(const types::TransactionId& id, std::uint64_t steady_ms) {
  const Place* const found = places_.find(id);
  if (found == nullptr) return;
  const Place place = *found;
  Sender* const sender = sender_of(place.sender);
  KULA_CHECK(sender != nullptr, "the pool lost a sender; report this as a bug");
  if (const auto pooled = sender->pooled.find(place.nonce); pooled != sender->pooled.end()) {
    forget(*pooled->second->second);
    order_.erase(pooled->second);
    sender->pooled.erase(pooled);
    demote_from(*sender, place.nonce, steady_ms);
  } else {
    const auto waiting = waiting_.find(id);
    forget(*waiting->second.transaction);
    waiting_.erase(waiting);
    sender->waiting.erase(place.nonce);
  }
  remove_if_empty(place.sender, *sender);
}

std::vector<Mempool::Departed> Mempool::sweep(TimeMs time, std::uint64_t steady_ms, const Taken& taken) {
  std::vector<Departed> departed;
  if (may_have_expired(time)) {
    earliest_expiry_ = TimeMs{UINT64_MAX};
    const auto look_at = [&](const types::Transaction& transaction) {
      const TimeMs expires_at = transaction.payload().expires_at;
      if (expires_at <= time && !taken.contains(transaction.id())) {
        departed.push_back({transaction.id(), Gone::expired});
      } else {
        earliest_expiry_ = std::min(earliest_expiry_, expires_at);
      }
    };
    for (const auto& [arrival, transaction] : order_) look_at(*transaction);
    for (const auto& [id, waiting] : waiting_) look_at(*waiting.transaction);
    for (const auto& one : departed) remove(one.id, steady_ms);
  }
  const auto first_late = departed.size();
  for (const auto& [id, waiting] : waiting_) {
    if (waiting.deadline_ms <= steady_ms) departed.push_back({id, Gone::nonce_gap});
  }
  for (auto i = first_late; i < departed.size(); ++i) remove(departed[i].id, steady_ms);
  return departed;
}

void Mempool::pool(Sender& sender, types::TransactionPointer transaction) {
  const auto nonce = transaction->payload().nonce;
  sender.pooled.emplace_hint(sender.pooled.end(), nonce,
                             order_.emplace_hint(order_.end(), arrivals_++, std::move(transaction)));
}

// Lets in what waited for the nonces before it.
void Mempool::promote(Sender& sender) {
  while (!sender.waiting.empty() &&
         sender.waiting.begin()->first == sender.next_nonce + sender.pooled.size() &&
         sender.pooled.size() < kMaxPooledPerSender) {
    const auto place = waiting_.find(sender.waiting.begin()->second);
    pool(sender, std::move(place->second.transaction));
    waiting_.erase(place);
    sender.waiting.erase(sender.waiting.begin());
  }
}

// Pooled transactions from `nonce` on have lost their predecessor.
void Mempool::demote_from(Sender& sender, std::uint64_t nonce, std::uint64_t steady_ms) {
  for (auto late = sender.pooled.lower_bound(nonce); late != sender.pooled.end();) {
    types::TransactionPointer transaction = std::move(late->second->second);
    order_.erase(late->second);
    const types::TransactionId id = transaction->id();
    waiting_[id] = {std::move(transaction), steady_ms + kMaxGapWaitMs};
    sender.waiting[late->first] = id;
    late = sender.pooled.erase(late);
  }
}

void Mempool::forget(const types::Transaction& transaction) {
  ++changes_;
  bytes_ -= transaction.bytes().size();
  places_.erase(transaction.id());
}

void Mempool::remove_if_empty(const types::Address& address, const Sender& sender) {
  if (sender.is_empty()) senders_.erase(address.raw);
}

}  // namespace kula::engine
