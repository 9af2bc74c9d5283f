#include "contracts/kernel/posting.h"

#include "contracts/kernel/emit.h"
#include "contracts/kernel/tables.h"
#include "ledger/crypto/tags.h"

namespace kula::contracts {

namespace {

// Takes or gives `amount` at one book and extends its running hash; the external book only counts.
Outcome enter(state::Overlay& state, const Book& book, Amount amount, bool gives, ByteView posting) {
  if (book.raw.kind == BookKind::external) {
    auto record = kExternal.get_or_default(state);
    Amount& total = gives ? record.issued : record.redeemed;
    const auto sum = checked_add(total, amount);
    if (!sum) return reject(kAmountOverflow);
    total = *sum;
    ++record.count;
    record.hash = extend(record.hash, posting);
    kExternal.put(state, record);
    return {};
  }
  auto record = kBooks.get_or_default(state, book);
  const auto balance = gives ? checked_sub(record.balance, amount) : checked_add(record.balance, amount);
  if (!balance) return gives ? reject(kInsufficientFunds) : reject(kAmountOverflow);
  record.balance = *balance;
  ++record.count;
  record.hash = extend(record.hash, posting);
  kBooks.put(state, book, record);
  return {};
}

}  // namespace

Outcome post(Context& context, const Book& from, const Book& to, Amount amount, PostingReason reason,
             std::string reference) {
  KULA_CHECK(from != to, "a posting between a book and itself; report this as a bug");
  if (amount.value == 0) return {};
  Posting posting{from, to, amount, reason, std::move(reference), context.cause, context.now};
  const Bytes bytes = codec::encode(posting);
  if (auto taken = enter(context.state, from, amount, true, bytes); !taken) return taken;
  if (auto given = enter(context.state, to, amount, false, bytes); !given) return given;
  context.events.push_back({Posting::kNumber, bytes});
  return {};
}

Amount balance_of(const state::StateView& state, const Book& book) {
  return kBooks.get_or_default(state, book).balance;
}

RunningHash extend(const RunningHash& hash, ByteView posting_bytes) {
  return {crypto::tagged_hash(crypto::kTagPosting, {hash.view(), posting_bytes}).bytes};
}

}  // namespace kula::contracts
