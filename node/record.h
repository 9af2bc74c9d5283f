// A validator's signing record in its data directory: made, opened, and given up (R8, R9). Errors are
// sentences that say what to do.
#pragma once

#include <memory>
#include <string>

#include "node/engine/engine.h"
#include "node/io/record_file.h"

namespace kula::node {

// The record of a validator, locked, read and ready to be appended to.
struct OpenRecord {
  std::unique_ptr<io::RecordFile> file;
  engine::Validator validator;
};
[[nodiscard]] std::string record_directory(const std::string& data_dir);
// A record that is missing or damaged is not opened: the operator decides what became of it (R9).
[[nodiscard]] Expected<OpenRecord, std::string> open_record(const std::string& data_dir,
                                                            const types::ChainId& chain,
                                                            crypto::SecretKey key,
                                                            consensus::AuxiliaryRandom& random);

// Writes a validator's first signing record. Refuses when the node may have signed before.
[[nodiscard]] Expected<void, std::string> init_validator(const std::string& data_dir);

// R9: the record was lost, damaged, or restored from a copy. Sets aside what is there and writes one that
// says so: the validator then follows until the others have said where they stand. Refused where it validates
// alone.
[[nodiscard]] Expected<void, std::string> rejoin(const std::string& data_dir);
// R9 for a set of one, where nobody else can tell: opens a new record above the last final block, which the
// operator names to show that no later one was ever given to anybody.
[[nodiscard]] Expected<void, std::string> rejoin_alone(const std::string& data_dir,
                                                       const types::BlockId& last_final);

}  // namespace kula::node
