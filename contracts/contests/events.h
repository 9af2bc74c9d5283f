// Events of the contests module.
#pragma once

#include "contracts/contests/records.h"

namespace kula::contracts::contests {

struct ContestCreated {
  static constexpr std::uint16_t kNumber = 0x0901;
  static constexpr std::string_view kName = "contest_created";
  Slug contest;
  types::Address organiser;
  Amount escrowed;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("organiser", organiser),
            codec::field("escrowed", escrowed));
  }
};

struct ContestPointsApproved {
  static constexpr std::uint16_t kNumber = 0x0902;
  static constexpr std::string_view kName = "contest_points_approved";
  Slug contest;
  types::Address reviewer;
  Points points;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("reviewer", reviewer),
            codec::field("points", points));
  }
};

struct ContestEntered {
  static constexpr std::uint16_t kNumber = 0x0903;
  static constexpr std::string_view kName = "contest_entered";
  Slug contest;
  std::uint64_t entry = 0;
  types::Address account;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("entry", entry), codec::field("account", account));
  }
};

struct EntryRevealed {
  static constexpr std::uint16_t kNumber = 0x0904;
  static constexpr std::string_view kName = "contest_entry_revealed";
  Slug contest;
  std::uint64_t entry = 0;
  Hash content_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("entry", entry),
            codec::field("content_hash", content_hash));
  }
};

struct ScoreCommitted {
  static constexpr std::uint16_t kNumber = 0x0905;
  static constexpr std::string_view kName = "contest_score_committed";
  Slug contest;
  std::uint64_t entry = 0;
  types::Address judge;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("entry", entry), codec::field("judge", judge));
  }
};

struct ScoreRevealed {
  static constexpr std::uint16_t kNumber = 0x0906;
  static constexpr std::string_view kName = "contest_score_revealed";
  Slug contest;
  std::uint64_t entry = 0;
  types::Address judge;
  std::uint64_t total = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("entry", entry), codec::field("judge", judge),
            codec::field("total", total));
  }
};

struct PrizeAwarded {
  static constexpr std::uint16_t kNumber = 0x0907;
  static constexpr std::string_view kName = "contest_prize_awarded";
  Slug contest;
  std::uint32_t rank = 0;
  Award award;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("rank", rank), codec::field("award", award));
  }
};

struct JudgeWasBarred {
  static constexpr std::uint16_t kNumber = 0x0908;
  static constexpr std::string_view kName = "judge_barred";
  Slug contest;
  types::Address judge;
  Period through;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("judge", judge), codec::field("through", through));
  }
};

struct ContestSettled {
  static constexpr std::uint16_t kNumber = 0x0909;
  static constexpr std::string_view kName = "contest_settled";
  Slug contest;
  ContestState state = ContestState::settled;
  std::uint32_t ranked = 0;  // entries with a place
  Amount returned;           // to the organiser
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("contest", contest), codec::field("state", state), codec::field("ranked", ranked),
            codec::field("returned", returned));
  }
};

}  // namespace kula::contracts::contests
