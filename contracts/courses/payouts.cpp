#include "contracts/courses/payouts.h"

#include <algorithm>

#include "contracts/courses/courses.h"
#include "contracts/courses/limits.h"
#include "contracts/courses/settlement.h"
#include "contracts/courses/tables.h"
#include "ledger/codec/json.h"

namespace kula::contracts::courses {

namespace {

constexpr std::uint32_t kDefaultPage = 100;

struct AuthorPart {
  types::Address author;
  Amount amount;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("author", author), codec::field("amount", amount));
  }
};

struct UpstreamPart {
  Slug project;
  Amount amount;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("amount", amount));
  }
};

struct Sale {
  std::uint64_t number = 0;
  types::Address payer;
  types::Address recipient;
  PurchaseStatus status = PurchaseStatus::held;
  TimeMs bought_at;
  std::optional<TimeMs> pending_until;  // of a held sale: when it is settled
  Amount price;
  Amount commons;
  Amount innovation;
  Amount charity;
  Amount upstream;
  std::vector<UpstreamPart> projects;
  std::vector<AuthorPart> authors;
  types::TransactionId transaction;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("number", number), codec::field("payer", payer),
            codec::field("recipient", recipient), codec::field("status", status),
            codec::field("bought_at", bought_at), codec::field("pending_until", pending_until),
            codec::field("price", price), codec::field("commons", commons),
            codec::field("innovation", innovation), codec::field("charity", charity),
            codec::field("upstream", upstream), codec::field("projects", projects),
            codec::field("authors", authors), codec::field("transaction", transaction));
  }
};

struct PayoutsAnswer {
  Slug course;
  std::string title;
  Sales totals;
  std::vector<Sale> sales;
  std::optional<std::uint64_t> next;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("course", course), codec::field("title", title), codec::field("totals", totals),
            codec::field("sales", sales), codec::field("next", next));
  }
};

void add_part(Sale& sale, const balance::SplitPart& part) {
  switch (part.reason) {
    case PostingReason::payout_commons:
      sale.commons = part.amount;
      return;
    case PostingReason::payout_innovation:
      sale.innovation = part.amount;
      return;
    case PostingReason::payout_charity:
      sale.charity = part.amount;
      return;
    case PostingReason::payout_upstream:
      sale.upstream = total(sale.upstream, part.amount);
      sale.projects.push_back({Slug{part.to.raw.name}, part.amount});
      return;
    default:
      sale.authors.push_back({part.to.raw.account, part.amount});
  }
}

Sale sale_of(const state::StateView& state, const Course& course, std::uint64_t number,
             const Purchase& purchase) {
  Sale sale;
  sale.number = number;
  sale.payer = purchase.payer;
  sale.recipient = purchase.recipient;
  sale.status = purchase.status;
  sale.bought_at = purchase.bought_at;
  if (purchase.job) sale.pending_until = purchase.job->due;
  sale.price = purchase.price;
  sale.transaction = purchase.transaction;
  for (const auto& part : parts_of(state, course, purchase)) add_part(sale, part);
  return sale;
}

}  // namespace

Expected<codec::JsonValue, execution::QueryError> CoursePayouts::run(
    const execution::QueryContext& context) const {
  using execution::QueryError;
  const auto page = limit.value_or(kDefaultPage);
  if (page == 0 || page > kMaxPage) {
    return fail(
        QueryError{QueryError::Kind::bad_parameter, "limit: must be 1 to " + std::to_string(kMaxPage)});
  }
  const auto course = find(context.state, slug);
  if (!course) return fail(QueryError{QueryError::Kind::not_found, "there is no such course"});
  PayoutsAnswer answer{slug, course->title, kSales.get_or_default(context.state, slug), {}, std::nullopt};
  const auto last = answer.totals.purchases;
  const auto from = std::min(after.value_or(0), last);
  const auto to = from + std::min<std::uint64_t>(page, last - from);
  for (auto number = from + 1; number <= to; ++number) {
    const auto purchase = find_purchase(context.state, slug, number);
    KULA_CHECK(purchase.has_value(), "a numbered purchase is missing; run `kulad tool verify`");
    answer.sales.push_back(sale_of(context.state, *course, number, *purchase));
  }
  if (to < last) answer.next = to;
  return codec::to_json(answer);
}

}  // namespace kula::contracts::courses
