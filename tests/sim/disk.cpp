#include "tests/sim/disk.h"

#include "ledger/base/check.h"
#include "ledger/codec/binary.h"
#include "tests/sim/memory.h"

namespace kula::sim {

namespace {

bool keeps_all(std::optional<WriteFault> fault) {
  return !fault || *fault == WriteFault::crash_after || *fault == WriteFault::error_kept;
}
bool tears(std::optional<WriteFault> fault) {
  return fault == WriteFault::crash_torn || fault == WriteFault::error_torn;
}

}  // namespace

std::vector<consensus::RecordEntry> read_batch(ByteView batch) {
  constexpr std::size_t kHeadBytes = 4 + 4 + 8 + 16;  // magic, length, sequence, checksum
  auto entries = codec::decode<std::vector<consensus::RecordEntry>>(batch.subspan(kHeadBytes));
  KULA_CHECK(entries.has_value(), "a batch of the signing record cannot be read");
  return std::move(*entries);
}

std::optional<WriteFault> Disk::begin_write(ByteView batch) {
  if (is_down_) return WriteFault::crash_before;  // the process does not know yet that it is gone
  ++writes_;
  return hooks_.fault_of_write ? hooks_.fault_of_write(batch) : std::nullopt;
}

bool Disk::end_write(std::optional<WriteFault> fault) {
  if (!fault) return true;
  if (is_crash(*fault)) {
    if (!is_down_ && hooks_.goes_down) hooks_.goes_down();
    is_down_ = true;
  } else if (hooks_.refused) {
    hooks_.refused();
  }
  return false;
}

bool Disk::append(ByteView batch) {
  const MemoryScope world(kNobody);
  const auto fault = begin_write(batch);
  if (keeps_all(fault)) {
    kula::append(record_, batch);
    if (hooks_.appended) hooks_.appended(batch);
  } else if (tears(fault)) {
    append_torn(batch);
  }
  return end_write(fault);
}

// A prefix; or the file has grown already and the rest reads as zeros.
void Disk::append_torn(ByteView batch) {
  const auto size = record_.size();
  kula::append(record_, batch.first(random_.below(batch.size())));
  if (random_.chance(300)) record_.resize(size + batch.size(), 0);
}

bool Disk::replace(ByteView file) {
  const MemoryScope world(kNobody);
  const auto fault = begin_write({});
  if (keeps_all(fault)) {
    record_ = to_bytes(file);
    if (hooks_.replaced) hooks_.replaced(file);
  }
  return end_write(fault);
}

Expected<void, storage::StoreError> Disk::write(const storage::WriteBatch& batch) {
  const MemoryScope world(kNobody);
  const auto fault = begin_write({});
  if (keeps_all(fault)) {
    const auto written = store_->write(batch);
    KULA_CHECK(written.has_value(), "the memory store failed");
    if (hooks_.stored) hooks_.stored(batch);
  }
  if (!end_write(fault)) return fail(storage::StoreError{"simulated disk error"});
  return {};
}

}  // namespace kula::sim
