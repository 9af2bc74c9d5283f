// The event index: what is written for a block's events, and reading it.
#pragma once

#include "ledger/columns.h"
#include "ledger/execution/query.h"

namespace kula::ledger {

// Adds the rows of a block's events.
void put_event_rows(storage::WriteBatch& batch, const execution::Processor& processor, Height height,
                    TimeMs time, const types::BlockReceipts& receipts);

// Reads rows up to `last`. May be read by any thread.
class StoreEventIndex final : public execution::EventIndex {
 public:
  // REQUIRES that the store outlives it.
  StoreEventIndex(const storage::KeyValueStore& store, Height last) : store_(store), last_(last) {}
  void scan(const execution::IndexKey& key, std::optional<std::pair<Height, std::uint32_t>> after,
            const Visitor& visit) const override;

 private:
  const storage::KeyValueStore& store_;
  const Height last_;
};

}  // namespace kula::ledger
