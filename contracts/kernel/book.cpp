#include "contracts/kernel/book.h"

namespace kula::contracts {

namespace {
// The rest of `text` after `prefix`.
std::optional<std::string_view> after_prefix(std::string_view text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return std::nullopt;
  return text.substr(prefix.size());
}
constexpr std::string_view kCommittedEnding = "/committed";
}  // namespace

std::string Book::text() const {
  switch (raw.kind) {
    case BookKind::account:
      return "account/" + raw.account.text();
    case BookKind::escrow:
      return "escrow/" + raw.name;
    case BookKind::fund:
      return "fund/" + raw.name;
    case BookKind::fund_committed:
      return "fund/" + raw.name + std::string(kCommittedEnding);
    case BookKind::pool:
      return "pool/" + raw.name;
    case BookKind::project_pool:
      return "pool/project/" + raw.name;
    case BookKind::external:
      return "external";
  }
  return {};
}

std::optional<Book> Book::from_text(std::string_view text) {
  if (text == "external") return external();
  if (const auto owner = after_prefix(text, "account/")) {
    const auto address = types::Address::from_text(*owner);
    if (!address) return std::nullopt;
    return account(*address);
  }
  if (auto name = after_prefix(text, "fund/")) {
    const bool committed = name->size() > kCommittedEnding.size() &&
                           name->substr(name->size() - kCommittedEnding.size()) == kCommittedEnding;
    if (committed) name->remove_suffix(kCommittedEnding.size());
    const auto slug = Slug::from_text(*name);
    if (!slug) return std::nullopt;
    return committed ? fund_committed(*slug) : fund(*slug);
  }
  if (const auto name = after_prefix(text, "pool/project/")) {
    const auto slug = Slug::from_text(*name);
    if (!slug) return std::nullopt;
    return project_pool(*slug);
  }
  for (const auto name : {kPoolCommons, kPoolInnovation, kPoolCharity}) {
    if (after_prefix(text, "pool/") == name) return pool(name);
  }
  for (const auto name : {kEscrowPurchase, kEscrowRedemption, kEscrowContest}) {
    if (after_prefix(text, "escrow/") == name) return escrow(name);
  }
  return std::nullopt;
}

}  // namespace kula::contracts
