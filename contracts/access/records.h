// Records of resources and enrolments.
#pragma once

#include <optional>

#include "contracts/access/governed_tables.h"
#include "ledger/base/time.h"
#include "ledger/types/address.h"
#include "ledger/types/ids.h"

namespace kula::contracts::access {

// Source, documents, exercises (C5.2). Published once, without review; it does not change.
struct Resource {
  types::Address publisher;
  std::string title;
  Hash content_hash;
  std::string uri;
  std::string licence;        // canonical SPDX expression
  bool licence_open = false;  // it has an alternative of open licences only (C5.3 a)
  std::uint8_t min_tier = 0;
  std::optional<Slug> project;
  TimeMs published_at;
  types::TransactionId transaction;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("publisher", publisher), codec::field("title", title),
            codec::field("content_hash", content_hash), codec::field("uri", uri),
            codec::field("licence", licence), codec::field("licence_open", licence_open),
            codec::field("min_tier", min_tier), codec::field("project", project),
            codec::field("published_at", published_at), codec::field("transaction", transaction));
  }
};

// That an account takes a course without paying, and on what basis it could (C3.6).
struct Enrolment {
  std::uint32_t rule = 0;  // its number in the table then in force
  AccessRule basis = AccessRule::public_licence;
  std::uint8_t tier = 0;  // of the account then
  TimeMs enrolled_at;
  types::TransactionId transaction;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("rule", rule), codec::field("basis", basis), codec::field("tier", tier),
            codec::field("enrolled_at", enrolled_at), codec::field("transaction", transaction));
  }
};

}  // namespace kula::contracts::access
