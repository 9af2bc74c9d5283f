// The batches that the crash writer writes and the crash test expects: batch `number` is a function of its
// number.
#pragma once

#include "ledger/storage/key_value_store.h"

namespace kula::tests {

inline constexpr storage::Column kCrashColumns[] = {storage::Column::state, storage::Column::tree,
                                                    storage::Column::blocks, storage::Column::index};

inline Bytes big_endian(std::uint64_t number) {
  Bytes bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(number >> shift));
  return bytes;
}

inline Bytes last_batch_key() { return {'l', 'a', 's', 't'}; }

// 1 to 40 rows in each of four columns, of some bytes to some hundred kilobytes; the number itself comes
// first.
inline storage::WriteBatch crash_batch(std::uint64_t number) {
  storage::WriteBatch batch;
  batch.put(storage::Column::meta, last_batch_key(), big_endian(number));
  const std::uint64_t mixed = number * 0x9e3779b97f4a7c15 >> 32;
  const std::uint64_t rows = 1 + mixed % 40;
  const std::uint64_t size = mixed % 16 == 0 ? 20'000 : 8 + mixed % 500;
  for (std::uint64_t row = 0; row < rows; ++row) {
    for (const auto column : kCrashColumns) {
      Bytes key = big_endian(number);
      append(key, big_endian(row));
      batch.put(column, std::move(key), Bytes(size, static_cast<std::uint8_t>(number + row)));
    }
  }
  return batch;
}

}  // namespace kula::tests
