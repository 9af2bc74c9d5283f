// Books (C0.2): where credits are.
#pragma once

#include "ledger/base/slug.h"
#include "ledger/codec/field.h"
#include "ledger/types/address.h"

namespace kula::contracts {

enum class BookKind : std::uint8_t { account, escrow, fund, fund_committed, pool, project_pool, external };
[[nodiscard]] constexpr std::array<std::string_view, 7> enum_names(BookKind) {
  return {"account", "escrow", "fund", "fund_committed", "pool", "project_pool", "external"};
}

// Text: account/kula1…, escrow/purchase, fund/<slug>, fund/<slug>/committed, pool/commons,
// pool/project/<slug>, external.
struct Book {
  struct Parts {
    BookKind kind = BookKind::external;
    types::Address account;  // zero unless kind is account
    std::string name;        // empty for account and external
    template <class Archive>
    void serialize(Archive& archive) {
      archive(codec::field("kind", kind), codec::field("account", account), codec::field("name", name));
    }
    auto key_parts() const { return std::tie(kind, account, name); }
    auto key_parts() { return std::tie(kind, account, name); }
    auto operator<=>(const Parts&) const = default;
  };
  using BinaryForm = Parts;
  static constexpr std::string_view kSchemaKind = "book";

  Parts raw;

  [[nodiscard]] static Book account(const types::Address& owner) { return {{BookKind::account, owner, {}}}; }
  [[nodiscard]] static Book escrow(std::string_view name) {
    return {{BookKind::escrow, {}, std::string(name)}};
  }
  [[nodiscard]] static Book fund(const Slug& slug) { return {{BookKind::fund, {}, slug.value}}; }
  [[nodiscard]] static Book fund_committed(const Slug& slug) {
    return {{BookKind::fund_committed, {}, slug.value}};
  }
  [[nodiscard]] static Book pool(std::string_view name) { return {{BookKind::pool, {}, std::string(name)}}; }
  [[nodiscard]] static Book project_pool(const Slug& slug) {
    return {{BookKind::project_pool, {}, slug.value}};
  }
  [[nodiscard]] static Book external() { return {}; }

  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<Book> from_text(std::string_view text);
  auto operator<=>(const Book&) const = default;
};

// The fixed books.
inline constexpr std::string_view kEscrowPurchase = "purchase";
inline constexpr std::string_view kEscrowRedemption = "redemption";
inline constexpr std::string_view kEscrowContest = "contest";
inline constexpr std::string_view kPoolCommons = "commons";
inline constexpr std::string_view kPoolInnovation = "innovation";
inline constexpr std::string_view kPoolCharity = "charity";

}  // namespace kula::contracts
