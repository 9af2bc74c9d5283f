#include "consensus/message.h"

#include "ledger/codec/binary.h"
#include "ledger/crypto/tags.h"

namespace kula::consensus {

std::string_view to_string(MessageError error) {
  switch (error) {
    case MessageError::other_epoch:
      return "of another epoch";
    case MessageError::unknown_signer:
      return "signed by a validator outside of the set";
    case MessageError::bad_signature:
      return "has a bad signature";
    case MessageError::bad_certificate:
      return "has a bad certificate";
    case MessageError::not_the_leader:
      return "a proposal by a validator that does not lead the view";
    case MessageError::inconsistent:
      return "inconsistent";
  }
  return "unknown error";
}

Hash answer_message(const types::ChainId& chain, const ViewAnswer& answer) {
  codec::Writer fields;
  fields.value(answer.epoch);
  fields.value(answer.validator);
  fields.value(answer.asker);
  fields.value(answer.nonce);
  fields.value(answer.view);
  return crypto::tagged_hash(crypto::kTagViewAnswer, {chain.view(), fields.take()});
}

std::uint8_t leader_of(const types::ValidatorSet& set, types::Epoch epoch, types::View view) {
  return static_cast<std::uint8_t>((view.value % set.size() + epoch.value % set.size()) % set.size());
}

}  // namespace kula::consensus
