#include "contracts/courses/explain.h"

#include <algorithm>

#include "contracts/courses/courses.h"
#include "contracts/courses/settlement.h"
#include "ledger/codec/json.h"

namespace kula::contracts::courses {

namespace {

struct Line {
  Book to;
  Amount amount;
  PostingReason reason = PostingReason::payout_author;
  std::optional<Bps> bps;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("to", to), codec::field("amount", amount), codec::field("reason", reason),
            codec::field("bps", bps));
  }
};

struct ExplainAnswer {
  Slug course;
  std::uint64_t number = 0;
  Amount price;
  PurchaseStatus status = PurchaseStatus::held;
  TimeMs bought_at;
  TimeMs refund_until;
  std::optional<TimeMs> settled_at;
  std::vector<Line> lines;
  Amount sum;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("number", number), codec::field("price", price),
            codec::field("status", status), codec::field("bought_at", bought_at),
            codec::field("refund_until", refund_until), codec::field("settled_at", settled_at),
            codec::field("lines", lines), codec::field("sum", sum));
  }
};

std::optional<Bps> bps_of(const balance::SplitPart& part, const Course& course, const Purchase& purchase) {
  switch (part.reason) {
    case PostingReason::payout_commons:
      return purchase.shares.commons;
    case PostingReason::payout_innovation:
      return purchase.shares.innovation;
    case PostingReason::payout_charity:
      return purchase.shares.charity;
    case PostingReason::payout_upstream:
      for (const auto& share : course.builds_on) {
        if (Book::project_pool(share.project) == part.to) return share.bps;
      }
      return std::nullopt;
    default:
      for (const auto& share : course.shares) {
        if (Book::account(share.author) == part.to) return share.bps;
      }
      return std::nullopt;
  }
}

std::vector<Line> lines_of(const state::StateView& state, const Course& course, const Purchase& purchase) {
  const auto back_to_payer = [&](PostingReason reason) {
    return std::vector<Line>{{Book::account(purchase.payer), purchase.price, reason, std::nullopt}};
  };
  if (purchase.status == PurchaseStatus::refunded) return back_to_payer(PostingReason::refund);
  if (purchase.status == PurchaseStatus::lapsed) return back_to_payer(PostingReason::gift_refund);
  std::vector<Line> lines;
  for (const auto& part : parts_of(state, course, purchase)) {
    lines.push_back({part.to, part.amount, part.reason, bps_of(part, course, purchase)});
  }
  return lines;
}

}  // namespace

Expected<codec::JsonValue, execution::QueryError> ExplainPayout::run(
    const execution::QueryContext& context) const {
  using execution::QueryError;
  const auto sold = find(context.state, course);
  if (!sold) return fail(QueryError{QueryError::Kind::not_found, "there is no such course"});
  const auto purchase = find_purchase(context.state, course, number);
  if (!purchase)
    return fail(QueryError{QueryError::Kind::not_found, "the course has no purchase of this number"});
  ExplainAnswer answer;
  answer.course = course;
  answer.number = number;
  answer.price = purchase->price;
  answer.status = purchase->status;
  answer.bought_at = purchase->bought_at;
  answer.refund_until = purchase->refund_until;
  if (purchase->status != PurchaseStatus::held) answer.settled_at = purchase->settled_at;
  answer.lines = lines_of(context.state, *sold, *purchase);
  for (const auto& line : answer.lines) answer.sum = total(answer.sum, line.amount);
  return codec::to_json(answer);
}

}  // namespace kula::contracts::courses
