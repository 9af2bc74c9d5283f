// A chain of toy blocks: people, validators with keys, and the steps of a block's life.
#pragma once

#include "ledger/base/check.h"
#include "ledger/crypto/keys.h"
#include "ledger/storage/memory_store.h"
#include "toy_processor.h"

namespace kula::ledger {

[[nodiscard]] crypto::SecretKey toy_key(std::string_view label);
// A person with an account from genesis on: "ann", "bob", "cat".
[[nodiscard]] types::Address person(std::string_view name);
[[nodiscard]] types::ChainId toy_chain_id();
// One validator, "validator 0"; accounts of ann, bob and cat; a note "first" = "light".
[[nodiscard]] GenesisState toy_genesis();

struct Deed {
  std::string_view who = "ann";
  std::uint8_t nonce = 0;
  std::uint16_t kind = kAdd;
  Bytes body = {1};
  bool forged = false;  // is_signed answers no
};
[[nodiscard]] types::TransactionPointer make(const Deed& deed);
[[nodiscard]] types::TransactionPointer set_note(std::string_view who, std::uint8_t nonce,
                                                 std::string_view name, std::string_view value);
[[nodiscard]] types::TransactionPointer erase_note(std::string_view who, std::uint8_t nonce,
                                                   std::string_view name);

// Counts how often it is asked.
struct CountingCheck {
  std::size_t asked = 0;
  [[nodiscard]] execution::SignatureCheck check() {
    return [this](const types::Transaction& transaction, const types::Auth&) {
      ++asked;
      return transaction.signatures().empty();
    };
  }
};

[[nodiscard]] constexpr TimeMs time_of(std::uint64_t height) { return TimeMs{1'000'000 + 1000 * height}; }

// The finality proof of a block by `validators` (labels of keys); of a descendant when `path` is not empty.
[[nodiscard]] types::FinalityProof finalize(const types::BlockHeader& header,
                                            const std::vector<std::string>& validators = {"validator 0"},
                                            std::vector<types::BlockHeader> path = {});

// A ledger and what a test does with it. A step that must succeed and does not ends the test.
class ToyChain {
 public:
  explicit ToyChain(storage::KeyValueStore& store) : ToyChain(store, toy_genesis()) {}
  ToyChain(storage::KeyValueStore& store, const GenesisState& genesis)
      : ledger_(Ledger::open(store, processor_, genesis).value()) {}

  [[nodiscard]] Ledger& operator*() { return *ledger_; }
  [[nodiscard]] Ledger* operator->() { return ledger_.get(); }
  [[nodiscard]] const ToyProcessor& processor() const { return processor_; }
  [[nodiscard]] CountingCheck& signatures() { return signatures_; }

  // A block of this ledger on `parent`, one second after it.
  ExecutedBlockPointer propose(const types::BlockId& parent, const types::TransactionList& transactions,
                               std::uint64_t view = 1);
  void commit(const ExecutedBlockPointer& block) {
    KULA_CHECK(ledger_->commit(block->id, finalize(block->block.header)), "a test's commit failed");
  }
  // Proposes on the tip and commits.
  ExecutedBlockPointer extend(const types::TransactionList& transactions);
  Expected<ExecutedBlockPointer, BlockError> execute(const types::Block& block) {
    return ledger_->execute(block, signatures_.check());
  }

 private:
  ToyProcessor processor_;
  CountingCheck signatures_;
  std::unique_ptr<Ledger> ledger_;
};

[[nodiscard]] std::uint8_t counter_of(const state::StateView& state, std::string_view who);
[[nodiscard]] std::optional<std::string> note_of(const state::StateView& state, std::string_view name);

}  // namespace kula::ledger
