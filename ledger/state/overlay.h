// Writes over a view: a transaction's, a block's, a simulation's. Reads see own writes first.
#pragma once

#include "ledger/state/write_index.h"

namespace kula::state {

class Overlay final : public StateView {
 public:
  // REQUIRES that `below` outlives the overlay and is not written to except by merge_into(below).
  explicit Overlay(const StateView& below) : below_(below) {}

  [[nodiscard]] std::optional<Bytes> get(const StateKey& key) const override;
  void scan(ByteView prefix, ByteView from, const Visitor& visit) const override;

  void put(StateKey key, Bytes value);
  void erase(StateKey key);

  // May contain writes equal to what was there before.
  [[nodiscard]] const Writes& writes() const { return writes_; }
  [[nodiscard]] const StateView& below() const { return below_; }

  // Moves all writes into `target` and leaves this overlay empty.
  void merge_into(Overlay& target);
  [[nodiscard]] Writes take_writes();

 private:
  // A transaction's writes are few; a block's are found by hash.
  static constexpr std::size_t kFewWrites = 16;

  [[nodiscard]] const Writes::value_type* find(const StateKey& key) const;
  [[nodiscard]] Writes::value_type* find(const StateKey& key);
  void set(StateKey key, std::optional<Bytes> value);
  void adopt(Writes::node_type write);
  void index(Writes::value_type& write);

  const StateView& below_;
  Writes writes_;
  WriteIndex index_;  // of all writes, once they are more than kFewWrites
};

// The entries of `writes` over those of `below`, as StateView::scan visits them.
void scan_merged(const Writes& writes, const StateView& below, ByteView prefix, ByteView from,
                 const StateView::Visitor& visit);

// The state before the genesis block.
class EmptyState final : public StateView {
 public:
  [[nodiscard]] std::optional<Bytes> get(const StateKey&) const override { return std::nullopt; }
  void scan(ByteView, ByteView, const Visitor&) const override {}
};

}  // namespace kula::state
