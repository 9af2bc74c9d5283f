// Payout of a sale (C7.2): the one place that splits a price.
#pragma once

#include <vector>

#include "contracts/kernel/posting.h"

namespace kula::contracts::balance {

// The shares in force (C7.1), stored with each sale so that a later change does not touch it.
struct Shares {
  Bps commons = 0;
  Bps innovation = 0;
  Bps charity = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("commons", commons), codec::field("innovation", innovation),
            codec::field("charity", charity));
  }
};
[[nodiscard]] Shares shares_in_force(const state::StateView& state, const Policy& policy);

struct AuthorShare {
  types::Address author;
  Bps bps = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("author", author), codec::field("bps", bps));
  }
};
struct UpstreamShare {
  Slug project;
  Bps bps = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("project", project), codec::field("bps", bps));
  }
};

// `whole` by shares (C0.3): each part floored, the remainder to the first. One part for each author, in
// order. REQUIRES author bps summing to kAllBps.
[[nodiscard]] std::vector<Amount> split_by_shares(Amount whole, const std::vector<AuthorShare>& authors);

struct SplitPart {
  Book to;
  Amount amount;
  PostingReason reason = PostingReason::payout_author;
};
// Parts in order of C7.2, zero parts left out, summing to `price` exactly. REQUIRES author bps summing to
// kAllBps.
[[nodiscard]] std::vector<SplitPart> split_sale(Amount price, const Shares& shares, const Book& charity,
                                                const std::vector<UpstreamShare>& upstream,
                                                const std::vector<AuthorShare>& authors);

// The book of the default fund, or pool/charity while it is unset, frozen or closed. The charity module tells
// which by set_default_fund.
[[nodiscard]] Book charity_book(const state::StateView& state);
void set_default_fund(state::Overlay& state, const std::optional<Slug>& fund);

// Posts the split out of `from`.
[[nodiscard]] Outcome pay_out(Context& context, const Book& from, const std::vector<SplitPart>& parts,
                              const std::string& reference);

}  // namespace kula::contracts::balance
