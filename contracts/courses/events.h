// What happened to courses and purchases.
#pragma once

#include "contracts/courses/records.h"

namespace kula::contracts::courses {

struct CourseSubmitted {
  static constexpr std::uint16_t kNumber = 0x0301;
  static constexpr std::string_view kName = "course_submitted";
  Slug course;
  types::Address owner;
  std::uint32_t version = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("owner", owner), codec::field("version", version));
  }
};

struct ShareAccepted {
  static constexpr std::uint16_t kNumber = 0x0302;
  static constexpr std::string_view kName = "share_accepted";
  Slug course;
  types::Address author;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("author", author));
  }
};

// A version of a course was published or rejected.
struct CourseReviewed {
  static constexpr std::uint16_t kNumber = 0x0303;
  static constexpr std::string_view kName = "course_reviewed";
  Slug course;
  std::uint32_t version = 0;
  bool approved = false;
  types::Address reviewer;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("version", version),
            codec::field("approved", approved), codec::field("reviewer", reviewer));
  }
};

// Nobody reviewed it: its slug is free.
struct CourseLapsed {
  static constexpr std::uint16_t kNumber = 0x0304;
  static constexpr std::string_view kName = "course_lapsed";
  Slug course;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course));
  }
};

struct CourseRevised {
  static constexpr std::uint16_t kNumber = 0x0305;
  static constexpr std::string_view kName = "course_revised";
  Slug course;
  std::uint32_t version = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("version", version));
  }
};

struct CoursePriceSet {
  static constexpr std::uint16_t kNumber = 0x0306;
  static constexpr std::string_view kName = "course_price_set";
  Slug course;
  Amount old_price;
  Amount price;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("old_price", old_price),
            codec::field("price", price));
  }
};

struct CourseRetired {
  static constexpr std::uint16_t kNumber = 0x0307;
  static constexpr std::string_view kName = "course_retired";
  Slug course;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course));
  }
};

struct CourseBought {
  static constexpr std::uint16_t kNumber = 0x0308;
  static constexpr std::string_view kName = "course_bought";
  Slug course;
  std::uint64_t number = 0;
  types::Address payer;
  types::Address recipient;
  Amount price;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("number", number), codec::field("payer", payer),
            codec::field("recipient", recipient), codec::field("price", price));
  }
};

struct GiftAccepted {
  static constexpr std::uint16_t kNumber = 0x0309;
  static constexpr std::string_view kName = "gift_accepted";
  Slug course;
  std::uint64_t number = 0;
  types::Address recipient;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("number", number),
            codec::field("recipient", recipient));
  }
};

// The price went back to the payer, who asked for it or whose gift nobody accepted.
struct PurchaseRefunded {
  static constexpr std::uint16_t kNumber = 0x030a;
  static constexpr std::string_view kName = "purchase_refunded";
  Slug course;
  std::uint64_t number = 0;
  types::Address payer;
  Amount price;
  bool gift_lapsed = false;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("number", number), codec::field("payer", payer),
            codec::field("price", price), codec::field("gift_lapsed", gift_lapsed));
  }
};

// The refund window is over and the price was split (C7.2); its parts are in the postings beside it.
struct SalePaid {
  static constexpr std::uint16_t kNumber = 0x030b;
  static constexpr std::string_view kName = "sale_paid";
  Slug course;
  std::uint64_t number = 0;
  Amount price;
  Amount authors;        // of it, to the co-authors
  Amount counted_spend;  // of it, toward the payer's tier (C5.1)
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("number", number), codec::field("price", price),
            codec::field("authors", authors), codec::field("counted_spend", counted_spend));
  }
};

struct CourseRated {
  static constexpr std::uint16_t kNumber = 0x030c;
  static constexpr std::string_view kName = "course_rated";
  Slug course;
  types::Address account;
  std::uint8_t stars = 0;
  bool counted = false;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("account", account), codec::field("stars", stars),
            codec::field("counted", counted));
  }
};

}  // namespace kula::contracts::courses
