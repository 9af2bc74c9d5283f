// course.submit (C3.1): any account offers a course for review.
#pragma once

#include "contracts/courses/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::courses {

// The sender becomes the owner and must be one of the co-authors; the others accept their shares by
// course.accept_share. `shares` and `builds_on` stay as they are for the life of the course.
// The slug must be free: never used, or its course rejected or unreviewed for
// policy.accounts.slug_review_days. The new course's version then continues after the old one's, so that a
// version under a slug is always one content and a review cannot meet another course than its reviewer read.
// Rejections: kBadTitle, kBadUri, kBadTier, kTooMany, kDuplicate, kBadShares, kBadUpstream, kSenderNotAuthor,
// kSlugTaken, kAccountNotFound (co-author), projects' kLicenceSyntax, kLicenceUnknown, kProjectNotFound,
// kProjectNotActive, kConsentRequired.
struct CourseSubmit {
  static constexpr std::uint16_t kNumber = 0x0301;
  static constexpr std::string_view kName = "course.submit";
  static constexpr std::string_view kSummary = "Offer a course for review";
  static constexpr ActionTraits kTraits{};

  Slug slug;
  std::string title;
  Hash content_hash;
  std::string uri;
  Amount price;
  std::string licence;  // SPDX expression
  Slug subject;
  Level level = Level::all;
  std::optional<std::uint8_t> min_tier;
  std::vector<AuthorShare> shares;
  std::vector<UpstreamShare> builds_on;  // C6.7: each within the policy's bounds

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("title", title),
            codec::field("content_hash", content_hash), codec::field("uri", uri),
            codec::field("price", price), codec::field("licence", licence), codec::field("subject", subject),
            codec::field("level", level), codec::field("min_tier", min_tier), codec::field("shares", shares),
            codec::field("builds_on", builds_on));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;

 private:
  // Frees a slug whose course is rejected or lapsed; answers the first version of the new course.
  [[nodiscard]] Expected<std::uint32_t, Rejection> take_slug(ActionContext& context) const;
  [[nodiscard]] Outcome check_authors(const ActionContext& context) const;
  [[nodiscard]] Outcome check_upstream(const ActionContext& context) const;
};

}  // namespace kula::contracts::courses
