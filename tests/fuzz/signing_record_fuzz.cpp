#include "consensus/signing_record.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace kula;
using consensus::RecordEntry;

Bytes bytes_of(const std::vector<RecordEntry>& entries) { return codec::encode(entries); }

// Any file: what is read is read again from the good bytes alone, and a batch more is one more batch.
void read_any_file(ByteView file) {
  auto contents = consensus::read_record(file);
  if (!contents) return;
  KULA_CHECK(contents->good_bytes <= file.size(), "more good bytes than there are");
  Bytes good = to_bytes(file.first(contents->good_bytes));
  const auto cut = consensus::read_record(good);
  KULA_CHECK(cut && cut->good_bytes == good.size(), "a file cut at its good bytes is not whole");
  KULA_CHECK(bytes_of(cut->entries) == bytes_of(contents->entries), "cutting a file changes its entries");
  const RecordEntry more = consensus::Proposed{types::Epoch{3}, types::View{4}, {}};
  const auto batch = contents->format.batch({more});
  good.insert(good.end(), batch.begin(), batch.end());
  const auto grown = consensus::read_record(good);
  contents->entries.push_back(more);
  KULA_CHECK(grown && bytes_of(grown->entries) == bytes_of(contents->entries), "an appended batch is lost");
}

// A file of our own with one damage, a cut or a changed byte: never an entry that was not written. `damage`:
// 4 bytes where, 1 byte how. The checksums would keep a fuzzer from ever making such files by itself.
void read_damaged_file(ByteView damage, ByteView payload) {
  const auto entries = codec::decode<std::vector<RecordEntry>>(payload);
  if (!entries || entries->empty()) return;
  consensus::RecordFormat format({}, 1);
  Bytes file = format.whole_file(*entries);
  const auto batch = format.batch(*entries);
  file.insert(file.end(), batch.begin(), batch.end());
  std::vector<RecordEntry> twice = *entries;
  twice.insert(twice.end(), entries->begin(), entries->end());
  const auto whole = consensus::read_record(file);
  KULA_CHECK(whole && bytes_of(whole->entries) == bytes_of(twice), "a file of our own is not read back");

  const auto where = codec::decode<std::uint32_t>(damage.first(4)).value() % file.size();
  if (damage[4] == 0) {
    file.resize(where);
  } else {
    file[where] = static_cast<std::uint8_t>(file[where] ^ damage[4]);
  }
  const auto read = consensus::read_record(file);
  if (!read) return;
  const auto found = bytes_of(read->entries);
  KULA_CHECK(found == bytes_of({}) || found == bytes_of(*entries),
             "a damaged file has entries that were never written");
}

}  // namespace

// The first byte says which of the two.
KULA_FUZZ(input) {
  if (input.empty()) return;
  const auto rest = input.subspan(1);
  if (input[0] % 2 == 0) return read_any_file(rest);
  if (rest.size() > 5) read_damaged_file(rest.first(5), rest.subspan(5));
}
