// What a simulated machine keeps: the ledger's store and the signing record. It survives the process; a fault
// at a write decides what of that write does.
#pragma once

#include <functional>

#include "consensus/record_entry.h"
#include "consensus/record_store.h"
#include "ledger/storage/memory_store.h"
#include "tests/sim/random.h"
#include "tests/support/forwarding_store.h"

namespace kula::sim {

enum class WriteFault : std::uint8_t {
  crash_before,  // the machine goes down: nothing of the write is there,
  crash_torn,    // a part of it (a batch of the store is whole or absent: absent),
  crash_after,   // or all of it, and nobody heard
  error_lost,    // the process goes on and is told that it failed: nothing is there,
  error_torn,    // a part,
  error_kept,    // or all
};
inline constexpr std::uint8_t kWriteFaults = 6;
[[nodiscard]] constexpr bool is_crash(WriteFault fault) { return fault <= WriteFault::crash_after; }

// The entries of a batch of the signing record (consensus/signing_record.h has the format).
[[nodiscard]] std::vector<consensus::RecordEntry> read_batch(ByteView batch);

class Disk final : public tests::ForwardingStore, public consensus::SigningRecordStore {
 public:
  struct Hooks {
    std::function<std::optional<WriteFault>(ByteView batch)>
        fault_of_write;  // empty unless it is the record's
    std::function<void()> goes_down;
    std::function<void(ByteView)> appended;  // durable
    std::function<void(ByteView)> replaced;  // durable
    std::function<void(const storage::WriteBatch&)> stored;
    std::function<void()> refused;  // the process was told that a write failed
  };
  Disk(std::unique_ptr<storage::MemoryStore> store, Bytes record, Random random)
      : store_(std::move(store)), record_(std::move(record)), random_(random) {}

  void set_hooks(Hooks hooks) { hooks_ = std::move(hooks); }
  void power_on() { is_down_ = false; }
  void power_off() { is_down_ = true; }

  [[nodiscard]] const Bytes& record() const { return record_; }
  void set_record(Bytes record) { record_ = std::move(record); }
  void cut_record(std::size_t size) { record_.resize(size); }
  [[nodiscard]] const storage::MemoryStore& store() const { return *store_; }
  void set_store(std::unique_ptr<storage::MemoryStore> store) { store_ = std::move(store); }
  [[nodiscard]] std::uint64_t writes() const { return writes_; }

  // --- ports
  [[nodiscard]] bool append(ByteView batch) override;
  [[nodiscard]] bool replace(ByteView file) override;
  [[nodiscard]] Expected<void, storage::StoreError> write(const storage::WriteBatch& batch) override;

 private:
  [[nodiscard]] const storage::KeyValueStore& below() const override { return *store_; }
  // The fault of this write; the machine is down afterwards when it is a crash.
  [[nodiscard]] std::optional<WriteFault> begin_write(ByteView batch);
  [[nodiscard]] bool end_write(std::optional<WriteFault> fault);
  void append_torn(ByteView batch);

  std::unique_ptr<storage::MemoryStore> store_;
  Bytes record_;
  Random random_;
  Hooks hooks_;
  bool is_down_ = false;
  std::uint64_t writes_ = 0;
};

}  // namespace kula::sim
