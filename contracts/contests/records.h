// What the chain keeps of contests (C9.1-C9.4).
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "ledger/base/money.h"
#include "ledger/base/slug.h"
#include "ledger/base/time.h"
#include "ledger/codec/field.h"
#include "ledger/types/address.h"

namespace kula::contracts::contests {

struct Prize {
  Amount amount;
  Points points;  // given only when a reviewer approved
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("amount", amount), codec::field("points", points));
  }
};

// Each phase ends where the next begins; the first begins with the contest.
struct Deadlines {
  TimeMs entry;         // entries while block time is below it
  TimeMs reveal;        // of entries
  TimeMs judging;       // commitments of scores
  TimeMs judge_reveal;  // of scores; from it on the contest can be settled
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("entry", entry), codec::field("reveal", reveal), codec::field("judging", judging),
            codec::field("judge_reveal", judge_reveal));
  }
};

enum class Phase : std::uint8_t { entry, reveal, judging, judge_reveal, over };
[[nodiscard]] constexpr std::array<std::string_view, 5> enum_names(Phase) {
  return {"entry", "reveal", "judging", "judge_reveal", "over"};
}

enum class ContestState : std::uint8_t { open, settled, refunded };
[[nodiscard]] constexpr std::array<std::string_view, 3> enum_names(ContestState) {
  return {"open", "settled", "refunded"};
}

struct Contest {
  types::Address organiser;
  Hash rules_hash;
  std::vector<Prize> prizes;  // by rank, the first is rank 1
  Deadlines deadlines;
  std::vector<types::Address> judges;
  std::uint16_t minimum_judges = 1;
  std::vector<std::uint16_t> weights;  // of the criteria
  Bps trim = 0;                        // dropped at each end of an entry's totals
  TimeMs created_at;
  std::optional<types::Address> points_approved_by;
  ContestState state = ContestState::open;
  Amount escrowed;                     // in escrow/contest for it; zero unless open
  std::uint64_t entries = 0;           // numbered 1..entries in the order they came
  std::uint32_t committed_judges = 0;  // who committed at least one score
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("organiser", organiser), codec::field("rules_hash", rules_hash),
            codec::field("prizes", prizes), codec::field("deadlines", deadlines),
            codec::field("judges", judges), codec::field("minimum_judges", minimum_judges),
            codec::field("weights", weights), codec::field("trim", trim),
            codec::field("created_at", created_at), codec::field("points_approved_by", points_approved_by),
            codec::field("state", state), codec::field("escrowed", escrowed),
            codec::field("entries", entries), codec::field("committed_judges", committed_judges));
  }
};

struct JudgeTotal {
  types::Address judge;
  std::uint64_t total = 0;  // sum of weight times score
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("judge", judge), codec::field("total", total));
  }
};

struct Entry {
  types::Address account;
  Hash commitment;
  std::optional<Hash> content_hash;  // none until revealed: void when it stays so
  std::vector<JudgeTotal> totals;    // of revealed scores, in the order they came
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account), codec::field("commitment", commitment),
            codec::field("content_hash", content_hash), codec::field("totals", totals));
  }
};

struct EntryNumber {
  std::uint64_t number = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("number", number));
  }
};

struct Score {
  Hash commitment;
  std::vector<std::uint16_t> scores;  // by criterion; empty until revealed
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("commitment", commitment), codec::field("scores", scores));
  }
};

// How many scores a judge of a contest committed and revealed.
struct JudgeWork {
  std::uint32_t committed = 0;
  std::uint32_t revealed = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("committed", committed), codec::field("revealed", revealed));
  }
};

struct JudgeBar {
  Period through;  // the last period in which the account may not judge
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("through", through));
  }
};

struct PointBudget {
  Points points;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("points", points));
  }
};

// What a rank got.
struct Award {
  std::uint64_t entry = 0;
  types::Address account;
  Amount amount;
  Points points;  // given: at most the prize's, within the account's cap
  Period period;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("entry", entry), codec::field("account", account), codec::field("amount", amount),
            codec::field("points", points), codec::field("period", period));
  }
};

}  // namespace kula::contracts::contests
