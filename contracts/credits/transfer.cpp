#include "contracts/credits/transfer.h"

#include "contracts/accounts/accounts.h"
#include "contracts/credits/codes.h"
#include "contracts/kernel/posting.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::credits {

Outcome Transfer::validate() const {
  if (amount.value == 0) return reject(kZeroAmount);
  return {};
}

Outcome Transfer::apply(ActionContext& context) const {
  if (to == context.sender) return reject(kSameAccount);
  if (auto open = accounts::require_open(context.state, to); !open) return open;
  ties::record_direct_transfer(context, context.sender, to, amount);
  return post(context, Book::account(context.sender), Book::account(to), amount, PostingReason::transfer,
              memo_hash ? "memo/" + memo_hash->text() : std::string{});
}

}  // namespace kula::contracts::credits
