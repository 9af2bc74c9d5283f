// beneficiary.link (C8.2): a beneficiary with an own account shows that a number is his, and not who he is.
#pragma once

#include "contracts/charity/records.h"
#include "contracts/kernel/module.h"
#include "ledger/types/ids.h"

namespace kula::contracts::charity {

// A commitment that its beneficiary can open. `identity` is the hash of his papers and a 256-bit salt, made
// and kept off the chain; only he has the secret of `link_key`. The organisation is part of it: another one
// that copies the commitment registers nobody.
[[nodiscard]] Hash beneficiary_commitment(const types::Address& organisation, const Hash& identity,
                                          const crypto::PublicKey& link_key);

// What the link key signs: tag, chain, organisation, number, account. Everybody sees an opening before it is
// in a block; for another account than the one that is signed for it is worth nothing.
[[nodiscard]] Hash link_message(const types::ChainId& chain, const types::Address& organisation,
                                std::uint32_t number, const types::Address& account);

// By the beneficiary's own account, once for each number and for ever. Rejects: beneficiary_not_found,
// not_allowed (the organisation itself), already_linked, wrong_opening, bad_link_proof.
struct LinkBeneficiary {
  static constexpr std::uint16_t kNumber = 0x080e;
  static constexpr std::string_view kName = "beneficiary.link";
  static constexpr std::string_view kSummary =
      "Link your account to the number under which an organisation registered you";
  static constexpr ActionTraits kTraits{};
  types::Address organisation;
  std::uint32_t number = 0;
  Hash identity;
  crypto::PublicKey link_key;
  crypto::Signature proof;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("organisation", organisation), codec::field("number", number),
            codec::field("identity", identity), codec::field("link_key", link_key),
            codec::field("proof", proof));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const;
};

}  // namespace kula::contracts::charity
