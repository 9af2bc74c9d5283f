// The file of the signing record (R8): bytes in, entries out, and back. Pure: node/io reads, appends, syncs
// and locks.
//
//   file   = "kularec1" (8 bytes), salt (16 bytes), batches
//   batch  = "kbat", u32 length of the payload, u64 sequence (1, 2, ...), 16 bytes of checksum, payload
//   payload = canonical vector<RecordEntry>;  checksum = SHA-256(salt, length, sequence, payload), first 16
//   bytes
//
// One batch is what one fsync makes durable, with one checksum: the pages of one write reach the disk in any
// order, so nothing smaller can be told torn from damaged. The salt never leaves the machine: nobody can put
// bytes into a block that look like a batch of this file.
#pragma once

#include <optional>
#include <string_view>

#include "consensus/record_entry.h"
#include "ledger/base/expected.h"

namespace kula::consensus {

struct RecordSaltTag;
using RecordSalt = FixedBytes<16, RecordSaltTag>;  // random, made with the file

// Makes the bytes that are written. A value: whoever owns the file keeps it beside the file.
class RecordFormat {
 public:
  RecordFormat(const RecordSalt& salt, std::uint64_t next_sequence)
      : salt_(salt), next_sequence_(next_sequence) {}

  // The next batch, to be appended and fsynced before the next one is made. What waits for one fsync goes
  // into one batch. REQUIRES entries not empty.
  [[nodiscard]] Bytes batch(const std::vector<RecordEntry>& entries);
  // A whole new file, to replace the old one atomically (write aside, fsync, rename, fsync the directory).
  [[nodiscard]] Bytes whole_file(const std::vector<RecordEntry>& entries);

 private:
  RecordSalt salt_;
  std::uint64_t next_sequence_;
};

// Why a record counts as wiped (R9).
enum class RecordError : std::uint8_t {
  not_a_record,   // no file header: empty, or another file
  damaged,        // a bad batch that is not the torn end
  other_chain,    // opened for another genesis
  other_key,      // opened for another consensus key
  not_opened,     // no Opened entry
  contradictory,  // two votes of one kind in a view, or votes that exclude each other
};
[[nodiscard]] std::string_view to_string(RecordError error);

struct RecordContents {
  std::vector<RecordEntry> entries;  // of all good batches, in order
  RecordFormat format;               // to append with
  std::size_t good_bytes = 0;        // the owner of the file cuts it here before it appends
};

// Reads a file. A last batch that is short or fails its checksum is a torn tail: left out, as it was never
// durable and so nothing of it was sent. A bad batch that a good one follows was durable once: damaged.
[[nodiscard]] Expected<RecordContents, RecordError> read_record(ByteView file);

}  // namespace kula::consensus
