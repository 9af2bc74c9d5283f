// The file that members pass around to recover a chain (R21): `kula recovery` makes, signs and shows it,
// `kulad tool recover` carries it out. JSON.
#pragma once

#include <string>
#include <string_view>

#include "ledger/types/recovery.h"

namespace kula::api {

struct RecoveryFile {
  types::RecoveryManifest manifest;
  std::vector<types::MemberSignature> signatures;
  std::uint64_t members = 0;  // as a node told when the file was made: for people, nobody goes by them
  std::uint64_t needed = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("manifest", manifest), codec::field("signatures", signatures),
            codec::field("members", members), codec::field("needed", needed));
  }
};

inline constexpr std::size_t kMaxRecoveryFileBytes = 4 * types::kMaxRecoveryBytes;  // hex and names

// The error is a sentence for people.
[[nodiscard]] Expected<RecoveryFile, std::string> parse_recovery(std::string_view text);

}  // namespace kula::api
