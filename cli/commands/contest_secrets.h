// What an entrant or a judge keeps from the commitment to the reveal: lost, nothing can be revealed.
#pragma once

#include <vector>

#include "cli/error.h"
#include "contracts/contests/commitments.h"

namespace kula::cli {

struct EntrySecret {
  Slug contest;
  types::Address account;
  Hash content_hash;
  contracts::contests::Salt salt;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("account", account),
            codec::field("content_hash", content_hash), codec::field("salt", salt));
  }
};

struct ScoreSecret {
  Slug contest;
  std::uint64_t entry = 0;
  types::Address judge;
  std::vector<std::uint16_t> scores;
  contracts::contests::Salt salt;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("entry", entry), codec::field("judge", judge),
            codec::field("scores", scores), codec::field("salt", salt));
  }
};

// 256 bits: nobody finds the work or the scores by trying.
[[nodiscard]] contracts::contests::Salt new_salt();

// Files of JSON, mode 0600. Made anew, before anything is sent; errors: file_exists, file_error, bad_secret.
[[nodiscard]] Result<void> write_secret(const std::string& path, const EntrySecret& secret);
[[nodiscard]] Result<void> write_secret(const std::string& path, const ScoreSecret& secret);
[[nodiscard]] Result<EntrySecret> read_entry_secret(const std::string& path);
[[nodiscard]] Result<ScoreSecret> read_score_secret(const std::string& path);

}  // namespace kula::cli
