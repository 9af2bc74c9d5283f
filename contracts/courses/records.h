// Records of courses, purchases, ownership, refunds, ratings and spend.
#pragma once

#include "contracts/balance/payout.h"
#include "contracts/kernel/due_queue.h"

namespace kula::contracts::courses {

using balance::AuthorShare;
using balance::UpstreamShare;

// submitted -> published | rejected | lapsed (30 days without review); published -> retired. The slug of a
// rejected or lapsed course is free (C0.5).
enum class CourseState : std::uint8_t { submitted, published, rejected, lapsed, retired };
[[nodiscard]] constexpr std::array<std::string_view, 5> enum_names(CourseState) {
  return {"submitted", "published", "rejected", "lapsed", "retired"};
}

enum class Level : std::uint8_t { all, beginner, intermediate, expert };
[[nodiscard]] constexpr std::array<std::string_view, 4> enum_names(Level) {
  return {"all", "beginner", "intermediate", "expert"};
}

// New content that waits for review while the old one stays on sale (C3.3).
struct Revision {
  std::uint32_t version = 0;
  Hash content_hash;
  std::string uri;
  TimeMs submitted_at;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("version", version), codec::field("content_hash", content_hash),
            codec::field("uri", uri), codec::field("submitted_at", submitted_at));
  }
};

struct Course {
  types::Address owner;  // who submitted it; one of the co-authors
  std::string title;
  Hash content_hash;
  std::string uri;
  Amount price;
  std::string licence;        // canonical SPDX expression
  bool licence_open = false;  // it has an alternative of open licences only (C5.3 a)
  Slug subject;
  Level level = Level::all;
  std::optional<std::uint8_t> min_tier;  // C5.3 (c); nothing = not open to tiers
  std::vector<AuthorShare> shares;       // co-authors; fixed once submitted
  std::vector<UpstreamShare> builds_on;  // fixed once submitted
  CourseState state = CourseState::submitted;
  std::uint32_t version = 1;       // of the content above
  std::uint32_t last_version = 1;  // the highest ever submitted under this slug: a version is one content
  std::optional<Revision> revision;
  std::vector<types::Address> awaiting;    // co-authors whose acceptance is missing
  std::optional<types::Address> reviewer;  // of the last decision
  std::optional<Hash> reason_hash;         // of the last decision
  TimeMs submitted_at;
  TimeMs decided_at;                // of the last decision; 0 before
  std::optional<JobKey> lapse_job;  // while submitted
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("owner", owner), codec::field("title", title),
            codec::field("content_hash", content_hash), codec::field("uri", uri),
            codec::field("price", price), codec::field("licence", licence),
            codec::field("licence_open", licence_open), codec::field("subject", subject),
            codec::field("level", level), codec::field("min_tier", min_tier), codec::field("shares", shares),
            codec::field("builds_on", builds_on), codec::field("state", state),
            codec::field("version", version), codec::field("last_version", last_version),
            codec::field("revision", revision), codec::field("awaiting", awaiting),
            codec::field("reviewer", reviewer), codec::field("reason_hash", reason_hash),
            codec::field("submitted_at", submitted_at), codec::field("decided_at", decided_at),
            codec::field("lapse_job", lapse_job));
  }
};

// held -> paid (C7.2) | refunded (by the payer) | lapsed (a gift nobody accepted). escrow/purchase holds
// exactly the prices of the held ones.
enum class PurchaseStatus : std::uint8_t { held, paid, refunded, lapsed };
[[nodiscard]] constexpr std::array<std::string_view, 4> enum_names(PurchaseStatus) {
  return {"held", "paid", "refunded", "lapsed"};
}

struct Purchase {
  types::Address payer;
  types::Address recipient;  // the payer, unless it is a gift
  Amount price;              // paid; refunds return exactly this
  balance::Shares shares;    // in force at the purchase
  PurchaseStatus status = PurchaseStatus::held;
  bool gift = false;
  bool accepted = true;             // false for a gift until the recipient accepts it
  DurationMs refund_window_ms = 0;  // in force at the purchase (C3.4)
  TimeMs bought_at;
  TimeMs refund_until;               // C3.5: refunds while block time is below it
  TimeMs accept_until;               // a gift is accepted while block time is below it; 0 when it is none
  TimeMs settled_at;                 // when it left `held`; 0 before
  std::optional<JobKey> job;         // that settles it, while held
  std::optional<Book> charity;       // where the charity share went, once paid
  types::TransactionId transaction;  // of the purchase
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("payer", payer), codec::field("recipient", recipient), codec::field("price", price),
            codec::field("shares", shares), codec::field("status", status), codec::field("gift", gift),
            codec::field("accepted", accepted), codec::field("refund_window_ms", refund_window_ms),
            codec::field("bought_at", bought_at), codec::field("refund_until", refund_until),
            codec::field("accept_until", accept_until), codec::field("settled_at", settled_at),
            codec::field("job", job), codec::field("charity", charity),
            codec::field("transaction", transaction));
  }
};

// What a course has sold: numbers its purchases, and makes totals readable without adding them up.
struct Sales {
  std::uint64_t purchases = 0;  // ever; the number of the last one
  std::uint64_t held = 0;
  std::uint64_t paid = 0;
  std::uint64_t refunded = 0;  // by payers, or gifts that lapsed
  Amount held_amount;
  Amount paid_amount;  // = commons + innovation + charity + upstream + authors
  Amount commons;
  Amount innovation;
  Amount charity;
  Amount upstream;
  Amount authors;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("purchases", purchases), codec::field("held", held), codec::field("paid", paid),
            codec::field("refunded", refunded), codec::field("held_amount", held_amount),
            codec::field("paid_amount", paid_amount), codec::field("commons", commons),
            codec::field("innovation", innovation), codec::field("charity", charity),
            codec::field("upstream", upstream), codec::field("authors", authors));
  }
};

// Why an account owns a course: by its own purchase or an accepted gift.
struct Ownership {
  std::uint64_t purchase = 0;  // number inside the course
  bool gift = false;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("purchase", purchase), codec::field("gift", gift));
  }
};

// A gift that waits for its recipient.
struct GiftOffer {
  types::Address payer;
  TimeMs accept_until;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("payer", payer), codec::field("accept_until", accept_until));
  }
};

// That an account has used its one refund of a course (C3.5).
struct RefundUsed {
  std::uint64_t purchase = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("purchase", purchase));
  }
};

struct RefundCount {
  std::uint32_t refunds = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("refunds", refunds));
  }
};

struct Rating {
  std::uint8_t stars = 0;
  std::optional<Hash> comment_hash;
  bool counted = false;  // it is in RatingTotals
  TimeMs rated_at;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("stars", stars), codec::field("comment_hash", comment_hash),
            codec::field("counted", counted), codec::field("rated_at", rated_at));
  }
};

// Of the ratings that count; the mean is stars / count.
struct RatingTotals {
  std::uint64_t count = 0;
  std::uint64_t stars = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("count", count), codec::field("stars", stars));
  }
};

// Counted spend (C5.1) of an account in a period: in all, or on one co-author's courses.
struct Spend {
  Amount amount;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("amount", amount));
  }
};

}  // namespace kula::contracts::courses
