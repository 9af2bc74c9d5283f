// A toy chain with an epoch's end in it, snapshots of its heights, and stores filled from them.
#pragma once

#include "ledger/block_builder.h"
#include "ledger/snapshot_install.h"
#include "ledger/snapshot_maker.h"
#include "toy_chain.h"

namespace kula::ledger {

struct MadeSnapshot {
  types::SnapshotManifest manifest;
  std::map<std::uint32_t, Bytes> chunks;
};

// Small chunks, and room for few of them: what is made in many parts and passes.
inline constexpr SnapshotSizes kSmallSizes{256, 1024};

[[nodiscard]] inline MadeSnapshot make_snapshot(const Ledger& ledger, Height height, SnapshotSizes sizes,
                                                std::size_t rows_a_step) {
  SnapshotMaker maker(snapshot_source(ledger, height).value(), sizes);
  MadeSnapshot made;
  while (!maker.is_done()) {
    KULA_CHECK(!maker.is_too_large(), "a test's snapshot is too large");
    if (auto chunk = maker.step(rows_a_step)) made.chunks.emplace(chunk->part, std::move(chunk->bytes));
  }
  made.manifest = maker.manifest();
  return made;
}

class SnapshotChain {
 public:
  // Blocks 1 .. 20; block 5 adds a validator, so 6 is the first of epoch 1. Every block writes and erases.
  explicit SnapshotChain(storage::KeyValueStore& store) : chain_(store) {
    for (std::uint8_t height = 1; height <= 20; ++height) extend(work_of(height));
  }
  ExecutedBlockPointer extend(const types::TransactionList& transactions) {
    auto block = chain_.propose(chain_->tip_id(), transactions);
    commit(*chain_, block);
    return block;
  }
  static void commit(Ledger& ledger, const ExecutedBlockPointer& block) {
    std::vector<std::string> validators = {"validator 0"};
    if (ledger.validator_set().size() == 2) validators.emplace_back("validator 1");
    KULA_CHECK(ledger.commit(block->id, finalize(block->block.header, validators)), "a test's commit failed");
  }
  static types::TransactionList work_of(std::uint8_t height) {
    const auto nonce = static_cast<std::uint8_t>(height - 1);
    const std::string name = "note " + std::to_string(height);
    types::TransactionList work = {make({"ann", nonce, kAdd, {height}}),
                                   set_note("bob", nonce, name, std::string(50, 'x'))};
    if (height == 5) {
      work.push_back(make({"cat", 0, kAddValidator, to_bytes(toy_key("validator 1").public_key().view())}));
    }
    if (height == 7) work.push_back(erase_note("cat", 1, "note 3"));
    return work;
  }

  [[nodiscard]] Ledger& operator*() { return *chain_; }
  [[nodiscard]] Ledger* operator->() { return &*chain_; }
  [[nodiscard]] ToyChain& toy() { return chain_; }
  [[nodiscard]] std::vector<types::EpochClose> closes(Height before) {
    std::vector<types::EpochClose> closes;
    if (before > Height{5}) closes.push_back(chain_->epoch_close(types::Epoch{0}).value());
    return closes;
  }

 private:
  ToyChain chain_;
};

[[nodiscard]] inline ExecutedBlock toy_block_0() { return build_genesis(ToyProcessor(), toy_genesis()); }

// Verifies everything as somebody does who knows the genesis alone, and writes it. An error leaves the store
// unfinished.
[[nodiscard]] inline Expected<void, storage::StoreError> install(
    storage::KeyValueStore& store, const MadeSnapshot& made, const std::vector<types::EpochClose>& closes) {
  const auto trusted = trusted_after(toy_block_0(), closes, ToyProcessor());
  KULA_CHECK(trusted && !types::find_fault(made.manifest, *trusted), "a test's manifest has a fault");
  SnapshotInstaller installer(store, made.manifest, closes);
  if (auto begun = installer.begin(); !begun) return begun;
  // In any order: here, the last one first.
  for (auto chunk = made.chunks.rbegin(); chunk != made.chunks.rend(); ++chunk) {
    const auto opened = types::open_chunk(made.manifest, chunk->first, chunk->second);
    KULA_CHECK(opened.has_value() && installer.needs(chunk->first), "a test's chunk has a fault");
    if (auto added = installer.add(chunk->first, *opened); !added) return added;
  }
  return installer.finish(toy_genesis(), toy_block_0().id);
}

}  // namespace kula::ledger
