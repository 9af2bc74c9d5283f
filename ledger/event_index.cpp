#include "ledger/event_index.h"

#include "ledger/base/check.h"
#include "ledger/codec/binary.h"

namespace kula::ledger {

using storage::Column;

namespace {

class EventRows {
 public:
  EventRows(const execution::Processor& processor, Height height, TimeMs time)
      : processor_(processor), height_(height) {
    row_.time = time;
  }
  void put(const types::Receipt& receipt) {
    row_.transaction = receipt.transaction;
    row_.job.reset();
    put_all(receipt.events);
  }
  void put(const types::JobReceipt& receipt) {
    row_.transaction.reset();
    row_.job = receipt.job;
    put_all(receipt.events);
  }
  void write_to(storage::WriteBatch& batch) {
    std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.first < b.first; });
    for (auto& [key, value] : rows_) batch.put(Column::index, std::move(key), std::move(value));
  }

 private:
  using Row = std::pair<Bytes, Bytes>;

  void put_all(const std::vector<types::Event>& events) {
    for (const types::Event& event : events) {
      const auto keys = processor_.index_keys(event);
      if (!keys.empty()) {
        row_.event = event;
        const Bytes value = codec::encode(row_);
        for (const auto& key : keys) rows_.emplace_back(index_row_key(key, height_, next_index_), value);
      }
      ++next_index_;
    }
  }

  const execution::Processor& processor_;
  const Height height_;
  EventRow row_;
  std::uint32_t next_index_ = 0;
  std::vector<Row> rows_;
};

}  // namespace

void put_event_rows(storage::WriteBatch& batch, const execution::Processor& processor, Height height,
                    TimeMs time, const types::BlockReceipts& receipts) {
  EventRows rows(processor, height, time);
  for (const types::Receipt& receipt : receipts.transactions) rows.put(receipt);
  for (const types::JobReceipt& receipt : receipts.jobs) rows.put(receipt);
  rows.write_to(batch);
}

void StoreEventIndex::scan(const execution::IndexKey& key,
                           std::optional<std::pair<Height, std::uint32_t>> after,
                           const Visitor& visit) const {
  const Bytes first = after ? index_row_key(key, after->first, after->second) : key.bytes;
  store_.scan(Column::index, first, end_of_prefix(key.bytes), [&](ByteView row_key, ByteView value) {
    // Rows of a longer key that this one begins are not this key's.
    if (row_key.size() != key.bytes.size() + kIndexCursorBytes) return true;
    const EventCursor cursor = cursor_of(row_key);
    if (after && cursor <= EventCursor{after->first, after->second}) return true;
    if (cursor.height > last_) return false;
    auto row = codec::decode<EventRow>(value);
    KULA_CHECK(row.has_value(),
               "a row of the event index cannot be read; run `kulad tool repair --data-dir DIR`");
    return visit({cursor.height, cursor.index, row->time, row->transaction, row->job, std::move(row->event)});
  });
}

}  // namespace kula::ledger
