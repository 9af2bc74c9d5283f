// What happened to resources and enrolments.
#pragma once

#include "contracts/access/records.h"

namespace kula::contracts::access {

struct Enrolled {
  static constexpr std::uint16_t kNumber = 0x0501;
  static constexpr std::string_view kName = "enrolled";
  Slug course;
  types::Address account;
  AccessRule basis = AccessRule::public_licence;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("account", account), codec::field("basis", basis));
  }
};

struct ResourcePublished {
  static constexpr std::uint16_t kNumber = 0x0502;
  static constexpr std::string_view kName = "resource_published";
  Slug resource;
  types::Address publisher;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("resource", resource), codec::field("publisher", publisher));
  }
};

}  // namespace kula::contracts::access
