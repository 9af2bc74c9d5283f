// resource.publish (C5.2): source, documents, exercises.
#pragma once

#include "contracts/access/records.h"
#include "contracts/kernel/module.h"

namespace kula::contracts::access {

// By any account; for a project, by one of its members. First come, first named; it does not change
// afterwards. Rejections: kBadTitle, kBadUri, courses' kBadTier, projects' kLicenceSyntax, kLicenceUnknown,
// kProjectNotFound, kProjectNotActive, kNotMember; kSlugTaken.
struct ResourcePublish {
  static constexpr std::uint16_t kNumber = 0x0503;
  static constexpr std::string_view kName = "resource.publish";
  static constexpr std::string_view kSummary = "Publish source, documents or exercises";
  static constexpr ActionTraits kTraits{};

  Slug slug;
  std::string title;
  Hash content_hash;
  std::string uri;
  std::string licence;  // SPDX expression
  std::uint8_t min_tier = 0;
  std::optional<Slug> project;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("slug", slug), codec::field("title", title),
            codec::field("content_hash", content_hash), codec::field("uri", uri),
            codec::field("licence", licence), codec::field("min_tier", min_tier),
            codec::field("project", project));
  }
  [[nodiscard]] Outcome validate() const;
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::access
