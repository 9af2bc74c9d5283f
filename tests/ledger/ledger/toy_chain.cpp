#include "toy_chain.h"

#include "ledger/crypto/sha256.h"
#include "ledger/types/epochs.h"

namespace kula::ledger {

crypto::SecretKey toy_key(std::string_view label) {
  return crypto::SecretKey::from_bytes(crypto::sha256(as_bytes(label)).view()).value();
}

types::Address person(std::string_view name) {
  return {*types::Address::BinaryForm::from_view(crypto::sha256(as_bytes(name)).view().first(20))};
}

types::ChainId toy_chain_id() { return {crypto::sha256(as_bytes("toy")).bytes}; }

GenesisState toy_genesis() {
  GenesisState genesis{toy_chain_id(), to_bytes(as_bytes("the toy document")), time_of(0), {}};
  for (const auto* name : {"ann", "bob", "cat"}) genesis.writes[counter_key(person(name))] = Bytes{0, 0};
  genesis.writes[note_key("first")] = to_bytes(as_bytes("light"));
  genesis.writes[validator_key(0)] = to_bytes(toy_key("validator 0").public_key().view());
  return genesis;
}

types::TransactionPointer make(const Deed& deed) {
  types::SignedTransaction value;
  value.payload.chain_id = toy_chain_id();
  value.payload.sender = person(deed.who);
  value.payload.nonce = deed.nonce;
  value.payload.expires_at = after(time_of(0), 3'600'000);
  value.payload.actions = {{deed.kind, deed.body}};
  if (deed.forged) value.signatures.emplace_back();
  return std::make_shared<const types::Transaction>(types::Transaction::from(std::move(value)).value());
}

types::TransactionPointer set_note(std::string_view who, std::uint8_t nonce, std::string_view name,
                                   std::string_view value) {
  Bytes body = to_bytes(as_bytes(name));
  body.push_back(0);
  append(body, as_bytes(value));
  return make({who, nonce, kSetNote, body});
}

types::TransactionPointer erase_note(std::string_view who, std::uint8_t nonce, std::string_view name) {
  return make({who, nonce, kEraseNote, to_bytes(as_bytes(name))});
}

types::FinalityProof finalize(const types::BlockHeader& header, const std::vector<std::string>& validators,
                              std::vector<types::BlockHeader> path) {
  const types::BlockHeader& certified = path.empty() ? header : path.back();
  types::FinalityProof proof{std::move(path), {}};
  types::Certificate& certificate = proof.finalization;
  certificate.subject = {types::VoteKind::finalize, certified.epoch, certified.view, types::id_of(certified)};
  std::vector<crypto::SecretKey> keys;
  for (const auto& label : validators) keys.push_back(toy_key(label));
  std::sort(keys.begin(), keys.end(), [](const crypto::SecretKey& a, const crypto::SecretKey& b) {
    return a.public_key() < b.public_key();
  });
  for (const auto& key : keys) {
    certificate.signers = certificate.signers << 1 | 1;
    certificate.signatures.push_back(
        key.sign(types::vote_message(header.chain_id, certificate.subject), Hash{}));
  }
  return proof;
}

ExecutedBlockPointer ToyChain::propose(const types::BlockId& parent,
                                       const types::TransactionList& transactions, std::uint64_t view) {
  const auto executed = ledger_->executed(parent);
  const types::BlockHeader& before = executed ? executed->block.header : ledger_->tip();
  const auto epoch = executed ? types::epoch_after(before) : ledger_->epoch();
  const ProposalSeed seed{epoch, types::View{view}, 0, after(before.time, 1000)};
  return ledger_->propose(parent, seed, transactions, signatures_.check()).value().executed;
}

ExecutedBlockPointer ToyChain::extend(const types::TransactionList& transactions) {
  auto block = propose(ledger_->tip_id(), transactions);
  commit(block);
  return block;
}

std::uint8_t counter_of(const state::StateView& state, std::string_view who) {
  return state.get(counter_key(person(who))).value().at(1);
}

std::optional<std::string> note_of(const state::StateView& state, std::string_view name) {
  const auto value = state.get(note_key(name));
  return value ? std::optional(std::string(as_text(*value))) : std::nullopt;
}

}  // namespace kula::ledger
