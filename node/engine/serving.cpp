#include "node/engine/serving.h"

#include <algorithm>

#include "ledger/codec/binary.h"

namespace kula::engine {

Serving::Serving(const ledger::Ledger& ledger, const consensus::Machine& machine, Peers& peers,
                 const SnapshotKeeper& snapshots, Metrics& metrics)
    : ledger_(ledger),
      machine_(machine),
      peers_(peers),
      snapshots_(snapshots),
      metrics_(metrics),
      chunks_(ledger, [this](const ChunkReader::Question& question, std::optional<Bytes> chunk) {
        charge(question.peer, chunk ? chunk->size() : 0, now_);
        metrics_.chunks_served += chunk ? 1 : 0;
        peers_.send(question.peer, Lane::sync, ChunkAnswer{question.nonce, std::move(chunk)});
      }) {}

void Serving::work(const Now& now) {
  now_ = now;
  chunks_.work(now);
}

bool Serving::admit(const PeerId& peer, const Now& now) {
  auto& budget = budgets_.try_emplace(peer, kServedBytesBurst, kServedBytesPerSecond).first->second;
  return budget.take(kQuestionBytes, now.steady_ms);
}

void Serving::charge(const PeerId& peer, std::size_t bytes, const Now& now) {
  budgets_.at(peer).borrow(bytes, now.steady_ms);
}

std::shared_ptr<const types::Block> Serving::find(const types::BlockId& id) const {
  if (const auto executed = ledger_.executed(id)) return {executed, &executed->block};
  if (const auto* known = machine_.known_block(id); known != nullptr && known->block != nullptr)
    return known->block;
  const auto height = ledger_.height_of(id);
  auto block = height ? ledger_.block(*height) : std::nullopt;
  return block ? std::make_shared<const types::Block>(std::move(*block)) : nullptr;
}

void Serving::answer(const PeerId& peer, const BodyRequest& question, const Now& now) {
  if (!admit(peer, now)) return;
  BodyAnswer answer{question.nonce, {}};
  std::size_t bytes = 0;
  if (const auto block = find(question.block)) {
    for (const auto index : question.indices) {
      if (index >= block->transactions.size()) {
        return peers_.punish(peer, "it asks for a transaction that the block does not have");
      }
      const auto& transaction = *block->transactions[index];
      bytes += transaction.bytes().size();
      if (bytes > kMaxAnswerBytes) break;
      answer.transactions.push_back(to_bytes(transaction.bytes()));
    }
  }
  charge(peer, bytes, now);
  peers_.send(peer, Lane::sync, answer);
}

void Serving::answer(const PeerId& peer, const BlockRequest& question, const Now& now) {
  if (!admit(peer, now)) return;
  BlockAnswer answer{question.nonce, {}};
  if (const auto block = find(question.block)) {
    answer.block = types::encode_block(*block);
    charge(peer, answer.block->size(), now);
  }
  peers_.send(peer, Lane::sync, answer);
}

void Serving::answer(const PeerId& peer, const CertificatesRequest& question, const Now& now) {
  if (!admit(peer, now) || question.epoch != machine_.epoch() || question.last < question.first) return;
  const types::View last{
      std::min(question.last.value, question.first.value + consensus::kMaxCertificatesAsked - 1)};
  for (auto& certificate : machine_.certificates(question.first, last)) {
    charge(peer, codec::encode(certificate).size(), now);
    peers_.send(peer, Lane::sync, ConsensusMessage{consensus::CertificateMessage{std::move(certificate)}});
  }
}

void Serving::answer(const PeerId& peer, const RangeRequest& question, const Now& now) {
  if (!admit(peer, now)) return;
  RangeAnswer answer{question.nonce, {}};
  std::size_t bytes = 0;
  auto height = question.first;
  while (height <= ledger_.tip().height &&
         answer.blocks.size() < std::min<std::size_t>(question.count, kMaxRangeBlocks)) {
    auto finality = ledger_.finality(height);
    const auto block = finality ? ledger_.block(height) : std::nullopt;
    if (!block) break;  // genesis, or not kept here
    auto encoded = types::encode_block(*block);
    bytes += encoded.size() + codec::encode(*finality).size();
    if (!answer.blocks.empty() && bytes > kMaxAnswerBytes) break;
    answer.blocks.push_back({std::move(encoded), std::move(*finality)});
    height = next(height);
  }
  charge(peer, bytes, now);
  peers_.send(peer, Lane::sync, answer);
}

void Serving::answer(const PeerId& peer, const SnapshotRequest& question, const Now& now) {
  if (!admit(peer, now)) return;
  SnapshotAnswer answer{question.nonce, {}};
  if (const auto newest = snapshots_.newest()) {
    answer.manifest = newest->manifest;
    charge(peer, codec::encode(newest->manifest).size(), now);
  }
  peers_.send(peer, Lane::sync, answer);
}

void Serving::answer(const PeerId& peer, const ClosesRequest& question, const Now& now) {
  if (!admit(peer, now)) return;
  ClosesAnswer answer{question.nonce, {}};
  std::size_t bytes = 0;
  while (answer.closes.size() < kMaxCloses) {
    auto close = ledger_.epoch_close(types::Epoch{question.first.value + answer.closes.size()});
    if (!close) break;
    // With very many members' signatures one takes a message alone (R21), or fits none and is not given: who
    // asks goes by blocks.
    const auto size = codec::encode(*close).size();
    bytes += size;
    charge(peer, size, now);  // of what is read, whether it is given or not
    if (answer.closes.empty() ? size > kMaxCloseBytes : bytes > kMaxAnswerBytes) break;
    answer.closes.push_back(std::move(*close));
  }
  peers_.send(peer, Lane::sync, answer);
}

void Serving::answer(const PeerId& peer, const ChunkRequest& question, const Now& now) {
  if (!admit(peer, now)) return;
  auto snapshot = snapshots_.find(question.block);
  if (!snapshot || snapshot->manifest.depth != question.depth)
    return peers_.send(peer, Lane::sync, ChunkAnswer{question.nonce, {}});
  const auto& parts = snapshot->manifest.parts;
  if (question.part >= parts.size() || parts[question.part].is_empty())
    return peers_.punish(peer, "it asks for a chunk that the snapshot does not have");
  chunks_.ask({peer, question.nonce, std::move(snapshot), question.part});
}

}  // namespace kula::engine
