// Writes batch after batch into the store of the folder argv[1], from the one after the last that is there,
// and after each acknowledges its number on standard output. It ends by being killed.
#include <cstdio>
#include <unistd.h>

#include "ledger/storage/rocks/rocks_store.h"
#include "tests/ledger/storage/rocks/crash_batches.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  auto store = kula::storage::RocksStore::open(argv[1]);
  if (!store) {
    std::fprintf(stderr, "%s\n", store.error().message.c_str());
    return 1;
  }
  std::uint64_t last = 0;
  const auto before = (*store)->get(kula::storage::Column::meta, kula::tests::last_batch_key());
  if (before) {
    for (const std::uint8_t byte : *before) last = last << 8 | byte;
  }
  while (true) {
    ++last;
    if (!(*store)->write(kula::tests::crash_batch(last))) return 1;
    const kula::Bytes acknowledged = kula::tests::big_endian(last);
    if (::write(STDOUT_FILENO, acknowledged.data(), acknowledged.size()) !=
        static_cast<ssize_t>(acknowledged.size())) {
      return 1;
    }
  }
}
