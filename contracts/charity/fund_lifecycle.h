// fund.create, fund.review, fund.change_managers, fund.close (C8.1).
#pragma once

#include "contracts/charity/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::charity {

// By any open account; a reviewer decides before anything else happens. The managers must be open accounts.
// Rejects: bad_managers, slug_taken, account_not_found.
struct CreateFund {
  static constexpr std::uint16_t kNumber = 0x0801;
  static constexpr std::string_view kName = "fund.create";
  static constexpr std::string_view kSummary = "Propose a charity fund and its managers";
  static constexpr ActionTraits kTraits{};
  Slug slug;
  Hash purpose_hash;
  std::vector<types::Address> managers;
  std::uint8_t threshold = 2;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("purpose_hash", purpose_hash),
            codec::field("managers", managers), codec::field("threshold", threshold));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By a reviewer tied neither to the creator nor to a manager. A rejected fund's name is free again.
// Rejects: not_allowed, fund_not_found, fund_not_active (reviewed already), conflict_of_interest.
struct ReviewFund {
  static constexpr std::uint16_t kNumber = 0x0802;
  static constexpr std::string_view kName = "fund.review";
  static constexpr std::string_view kSummary = "Approve or reject a proposed fund (reviewers)";
  static constexpr ActionTraits kTraits{};
  Slug slug;
  bool approve = false;
  Hash reason_hash;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("approve", approve),
            codec::field("reason_hash", reason_hash));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By m of the managers, each naming the same new list. Rejects: bad_managers, fund_not_found,
// fund_not_active, not_manager, account_not_found, already_approved.
struct ChangeManagers {
  static constexpr std::uint16_t kNumber = 0x0803;
  static constexpr std::string_view kName = "fund.change_managers";
  static constexpr std::string_view kSummary = "Agree to new managers of a fund (m of its managers)";
  static constexpr ActionTraits kTraits{};
  Slug slug;
  std::vector<types::Address> managers;
  std::uint8_t threshold = 2;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("managers", managers),
            codec::field("threshold", threshold));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// By m of the managers, when no grant is open: the rest goes to the default fund. Rejects: fund_not_found,
// fund_not_active, not_manager, fund_busy, already_approved.
struct CloseFund {
  static constexpr std::uint16_t kNumber = 0x0804;
  static constexpr std::string_view kName = "fund.close";
  static constexpr std::string_view kSummary = "Agree to close a fund (m of its managers)";
  static constexpr ActionTraits kTraits{};
  Slug slug;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

// Frees the name of a fund that nobody reviewed (C0.5).
struct LapseFund {
  static constexpr std::uint16_t kNumber = 0x0801;
  static constexpr std::string_view kName = "lapse_fund";
  Slug slug;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug));
  }
  [[nodiscard]] Outcome run(JobContext& context) const;
};

}  // namespace kula::contracts::charity
