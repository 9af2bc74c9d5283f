#include "contracts/charity/beneficiary_link.h"

#include "contracts/charity/codes.h"
#include "contracts/charity/events.h"
#include "contracts/charity/tables.h"
#include "contracts/kernel/emit.h"
#include "ledger/crypto/tags.h"

namespace kula::contracts::charity {

Hash beneficiary_commitment(const types::Address& organisation, const Hash& identity,
                            const crypto::PublicKey& link_key) {
  return crypto::tagged_hash(crypto::kTagBeneficiary,
                             {organisation.raw.view(), identity.view(), link_key.view()});
}

Hash link_message(const types::ChainId& chain, const types::Address& organisation, std::uint32_t number,
                  const types::Address& account) {
  return crypto::tagged_hash(crypto::kTagBeneficiaryLink, {chain.view(), organisation.raw.view(),
                                                           codec::encode(number), account.raw.view()});
}

Outcome LinkBeneficiary::apply(ActionContext& context) const {
  auto beneficiary = kBeneficiaries.get(context.state, organisation, number);
  if (!beneficiary) return reject(kBeneficiaryNotFound);
  if (context.sender == organisation) return reject(kNotAllowed);
  if (beneficiary->account) return reject(kAlreadyLinked);
  if (beneficiary_commitment(organisation, identity, link_key) != beneficiary->commitment)
    return reject(kWrongOpening);
  const auto message = link_message(context.block.chain_id, organisation, number, context.sender);
  if (!crypto::verify(link_key, message, proof)) return reject(kBadLinkProof);
  beneficiary->account = context.sender;
  kBeneficiaries.put(context.state, organisation, number, *beneficiary);
  emit(context, BeneficiaryLinked{organisation, number, context.sender});
  return {};
}

}  // namespace kula::contracts::charity
