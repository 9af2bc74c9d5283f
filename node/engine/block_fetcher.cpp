#include "node/engine/block_fetcher.h"

#include <algorithm>

#include "node/engine/nonce.h"

namespace kula::engine {

void BlockFetcher::fetch(const consensus::FetchBlock& request, const Now& now) {
  if (const auto executed = rooms_.ledger.executed(request.id)) {
    return rooms_.deliver({consensus::BlockPointer(executed, &executed->block)});
  }
  auto [place, is_new] = wanted_.try_emplace(request.id);
  auto& wanted = place->second;
  if (is_new) wanted.number = count_++;
  wanted.signers.clear();
  for (std::uint8_t index = 0; index < types::kMaxValidators; ++index) {
    if ((request.holders >> index & 1) == 0) continue;
    if (const auto peer = rooms_.peers.validator(index)) wanted.signers.push_back(*peer);
  }
  for (const auto& peer : rooms_.holders.of(request.id)) wanted.signers.push_back(peer);
  if (!is_paused_ && wanted.inquiry.is_due(now.steady_ms)) ask(request.id, wanted, now);
  if (wanted_.size() <= kMaxFetches) return;
  wanted_.erase(std::min_element(wanted_.begin(), wanted_.end(), [](const auto& a, const auto& b) {
    return a.second.number < b.second.number;
  }));
}

void BlockFetcher::ask(const types::BlockId& id, Wanted& wanted, const Now& now) {
  const auto peer = wanted.inquiry.choose(wanted.signers, rooms_.peers, now.steady_ms);
  if (!peer) return;
  ++rooms_.metrics.block_requests;
  const auto nonce = make_nonce(rooms_.random);
  wanted.inquiry.asked(*peer, nonce, now.steady_ms);
  rooms_.peers.send(*peer, Lane::sync, BlockRequest{nonce, id});
}

void BlockFetcher::receive(const PeerId& peer, const BlockAnswer& message, const Now& now) {
  for (auto& [id, wanted] : wanted_) {
    if (!wanted.inquiry.take_answer(peer, message.nonce)) continue;
    if (!message.block) {
      wanted.inquiry.ask_on();
      return ask(id, wanted, now);
    }
    auto block = types::decode_block(*message.block);
    if (!block || types::id_of(block->header) != id) {
      rooms_.peers.punish(peer, "it answers a question about a block with something else");
      wanted.inquiry.ask_on();
      return ask(id, wanted, now);
    }
    for (const auto& transaction : block->transactions) rooms_.known.insert(transaction);
    wanted_.erase(id);
    return rooms_.deliver({std::make_shared<const types::Block>(std::move(*block))});
  }
}

void BlockFetcher::tick(const Now& now) {
  if (is_paused_) return;
  for (auto& [id, wanted] : wanted_) {
    if (wanted.inquiry.is_due(now.steady_ms)) ask(id, wanted, now);
  }
}

std::optional<std::uint64_t> BlockFetcher::due_ms() const {
  std::optional<std::uint64_t> due;
  if (is_paused_) return due;
  for (const auto& [id, wanted] : wanted_)
    due = std::min(due.value_or(wanted.inquiry.due_ms()), wanted.inquiry.due_ms());
  return due;
}

}  // namespace kula::engine
