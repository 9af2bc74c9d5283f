#include "consensus/message.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace kula;

struct EpochOf {
  types::Epoch operator()(const consensus::Proposal& proposal) const { return proposal.header.epoch; }
  types::Epoch operator()(const consensus::VoteMessage& message) const { return message.vote.subject.epoch; }
  types::Epoch operator()(const consensus::CertificateMessage& message) const {
    return message.certificate.subject.epoch;
  }
  types::Epoch operator()(const consensus::ViewQuery& query) const { return query.epoch; }
  types::Epoch operator()(const consensus::ViewAnswer& answer) const { return answer.epoch; }
};

}  // namespace

// Nobody signed these bytes: whatever they say, verifying them must end, and never with yes.
KULA_FUZZ(input) {
  auto message = codec::decode<consensus::Message>(input);
  if (!message) return;
  KULA_CHECK(fuzz::same(codec::encode(*message), input),
             "an accepted message is not the encoding of its value");
  const bool is_question = std::holds_alternative<consensus::ViewQuery>(*message);  // proves nothing (R9)
  consensus::EpochContext context;
  context.set.validators.resize(4);
  // What verify() compares before it comes to signatures.
  if (const auto* proposal = std::get_if<consensus::Proposal>(&*message))
    context.chain_id = proposal->header.chain_id;
  context.epoch = std::visit(EpochOf{}, *message);
  const auto verified = consensus::verify(context, std::move(*message));
  KULA_CHECK(is_question || !verified.has_value(), "a message of nobody is verified");
}
