#include "contracts/balance/payout.h"

#include <algorithm>

#include "contracts/balance/tables.h"

namespace kula::contracts::balance {

namespace {

// Takes parts off a price; what is left goes to the next.
class Splitter {
 public:
  explicit Splitter(Amount price) : left_(price) {}

  // At most what is left.
  void take(const Book& to, Amount amount, PostingReason reason) {
    const Amount part = std::min(amount, left_);
    if (part.value == 0) return;
    left_ = exact_sub(left_, part);
    parts_.push_back({to, part, reason});
  }
  [[nodiscard]] Amount left() const { return left_; }
  [[nodiscard]] std::vector<SplitPart> parts() && { return std::move(parts_); }

 private:
  Amount left_;
  std::vector<SplitPart> parts_;
};

}  // namespace

Shares shares_in_force(const state::StateView&, const Policy& policy) {
  return {policy.balance.commons, policy.balance.innovation, policy.balance.charity};
}

std::vector<Amount> split_by_shares(Amount whole, const std::vector<AuthorShare>& authors) {
  std::vector<Amount> parts;
  Amount rest = whole;
  std::uint64_t bps = 0;
  for (const auto& share : authors) {
    parts.push_back(share_of(whole, share.bps));
    rest = exact_sub(rest, parts.back());
    bps += share.bps;
  }
  KULA_CHECK(bps == kAllBps, "co-authors' shares do not sum to 10000; report this as a bug");
  parts.front() = exact_add(parts.front(), rest);
  return parts;
}

std::vector<SplitPart> split_sale(Amount price, const Shares& shares, const Book& charity,
                                  const std::vector<UpstreamShare>& upstream,
                                  const std::vector<AuthorShare>& authors) {
  Splitter splitter(price);
  splitter.take(Book::pool(kPoolCommons), share_of(price, shares.commons), PostingReason::payout_commons);
  splitter.take(Book::pool(kPoolInnovation), share_of(price, shares.innovation),
                PostingReason::payout_innovation);
  splitter.take(charity, share_of(price, shares.charity), PostingReason::payout_charity);
  for (const auto& share : upstream) {
    splitter.take(Book::project_pool(share.project), share_of(price, share.bps),
                  PostingReason::payout_upstream);
  }
  const auto author_parts = split_by_shares(splitter.left(), authors);
  for (std::size_t i = 0; i < authors.size(); ++i) {
    splitter.take(Book::account(authors[i].author), author_parts[i], PostingReason::payout_author);
  }
  return std::move(splitter).parts();
}

Book charity_book(const state::StateView& state) {
  const auto fund = kDefaultFund.get_or_default(state).fund;
  return fund ? Book::fund(*fund) : Book::pool(kPoolCharity);
}

void set_default_fund(state::Overlay& state, const std::optional<Slug>& fund) {
  kDefaultFund.put(state, DefaultFund{fund});
}

Outcome pay_out(Context& context, const Book& from, const std::vector<SplitPart>& parts,
                const std::string& reference) {
  for (const auto& part : parts) {
    if (auto posted = post(context, from, part.to, part.amount, part.reason, reference); !posted)
      return posted;
  }
  return {};
}

}  // namespace kula::contracts::balance
