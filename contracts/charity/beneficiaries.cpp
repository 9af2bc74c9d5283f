#include "contracts/charity/beneficiaries.h"

#include "contracts/accounts/accounts.h"
#include "contracts/charity/codes.h"
#include "contracts/charity/events.h"
#include "contracts/charity/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::charity {

Outcome AttestOrganisation::apply(ActionContext& context) const {
  if (auto allowed = accounts::require_role(context.state, context.sender, accounts::Role::reviewer);
      !allowed) {
    return allowed;
  }
  const auto subject = accounts::find(context.state, account);
  if (!subject) return reject(kAccountNotFound);
  if (subject->kind != accounts::AccountKind::organisation) return reject(kNotOrganisation);
  if (kAttestations.contains(context.state, account)) return reject(kAlreadyAttested);
  if (auto untied = ties::require_untied(context, context.sender, account); !untied) return untied;
  kAttestations.put(context.state, account, Attestation{context.sender, evidence_hash, 0});
  emit(context, OrganisationAttested{account, context.sender, evidence_hash});
  return {};
}

Outcome RegisterBeneficiary::apply(ActionContext& context) const {
  auto attestation = kAttestations.get(context.state, context.sender);
  if (!attestation) return reject(kNotAttested);
  const std::uint32_t number = ++attestation->beneficiaries;
  kAttestations.put(context.state, context.sender, *attestation);
  kBeneficiaries.put(context.state, context.sender, number, Beneficiary{kind, commitment, std::nullopt});
  emit(context, BeneficiaryRegistered{context.sender, number, kind});
  return {};
}

}  // namespace kula::contracts::charity
