#include "node/record.h"

#include <filesystem>

#include "ledger/storage/rocks/rocks_store.h"
#include "node/io/os_random.h"
#include "node/keys.h"
#include "node/node.h"

namespace kula::node {

namespace {

// R9: a key's record opens with the epoch of the genesis block.
constexpr types::Epoch kFirstEpoch{0};

// What a data directory says about the validator in it.
struct Standing {
  types::ChainId chain;
  crypto::PublicKey key;
  types::BlockHeader tip;
  types::Epoch epoch;     // of the block after the tip
  types::View last_view;  // of the tip's finalization, in that epoch
  types::ValidatorSet set;
  [[nodiscard]] bool is_alone() const { return set.size() == 1 && set.index_of(key).has_value(); }
};

Expected<Standing, std::string> read_standing(const std::string& data_dir) {
  const auto key = read_consensus_key(data_dir);
  if (!key) return fail(key.error());
  if (!*key) return fail("there is no consensus.key in " + data_dir + ": a node without one needs no record");
  auto chain = open_chain(data_dir, true);
  if (!chain) return fail(chain.error());
  const auto ledger = open_ledger(*chain);
  if (!ledger) return fail(ledger.error());
  Standing standing{(*ledger)->chain_id(),     (*key)->public_key(), (*ledger)->tip(), (*ledger)->epoch(), {},
                    (*ledger)->validator_set()};
  const auto finality = (*ledger)->finality(standing.tip.height);
  if (finality && standing.tip.epoch == standing.epoch)
    standing.last_view = finality->finalization.subject.view;
  return standing;
}

Expected<void, std::string> begin_anew(const std::string& data_dir, const consensus::RecordEntry& first) {
  const auto directory = record_directory(data_dir);
  if (const auto aside = io::RecordFile::set_aside(directory); !aside) return fail(aside.error());
  consensus::RecordFormat format(io::random_salt(), 1);
  return io::RecordFile::create(directory, format.whole_file({first}));
}

}  // namespace

std::string record_directory(const std::string& data_dir) { return data_dir + "/record"; }

Expected<OpenRecord, std::string> open_record(const std::string& data_dir, const types::ChainId& chain,
                                              crypto::SecretKey key, consensus::AuxiliaryRandom& random) {
  const auto directory = record_directory(data_dir);
  auto file = io::RecordFile::open(directory);
  if (!file) return fail(file.error());
  const auto wiped = [&](consensus::RecordError error) {
    return fail(
        "in " + directory + ": " + std::string(to_string(error)) +
        ", so this validator may have forgotten votes (R9). Never restore a copy: run `kulad tool rejoin "
        "--data-dir " +
        data_dir + "`, and it votes again when the others have told it where they stand");
  };
  auto contents = consensus::read_record((*file)->found());
  if (!contents) return wiped(contents.error());
  auto signer = consensus::Signer::restore(std::move(key), random, chain, contents->entries);
  if (!signer) return wiped(signer.error());
  if (!(*file)->begin(contents->good_bytes))
    return fail("the signing record in " + directory + " cannot be written: check the disk");
  return OpenRecord{std::move(*file), {std::move(*signer), contents->format}};
}

Expected<void, std::string> init_validator(const std::string& data_dir) {
  const auto chain = open_chain(data_dir, false);
  if (!chain) return fail(chain.error());
  const auto key = read_consensus_key(data_dir);
  if (!key) return fail(key.error());
  if (!*key)
    return fail("there is no consensus.key in " + data_dir +
                ": a node without one follows and needs no record");
  std::error_code ignored;
  if (std::filesystem::exists(data_dir + "/" + storage::RocksStore::kFolder, ignored)) {
    return fail(
        "there is a chain in " + data_dir +
        ": this node may have signed before, and a forgotten vote may contradict a new one. Run `kulad tool "
        "rejoin --data-dir " +
        data_dir + "`, and it votes again when the others have told it where they stand");
  }
  consensus::RecordFormat format(io::random_salt(), 1);
  const consensus::Opened opened{chain->genesis.chain_id, (*key)->public_key(), kFirstEpoch, types::View{0}};
  return io::RecordFile::create(record_directory(data_dir), format.whole_file({opened}));
}

Expected<void, std::string> rejoin(const std::string& data_dir) {
  const auto standing = read_standing(data_dir);
  if (!standing) return fail(standing.error());
  if (standing->is_alone()) {
    return fail(
        "this validator is the only one, so nobody can tell what it has forgotten. If the tip, block " +
        standing->tip.height.text() + ", is the last that anybody ever saw, run `kulad tool rejoin-alone " +
        "--data-dir " + data_dir + " --final " + types::id_of(standing->tip).text() + "`");
  }
  return begin_anew(data_dir, consensus::Wiped{standing->chain, standing->key});
}

Expected<void, std::string> rejoin_alone(const std::string& data_dir, const types::BlockId& last_final) {
  const auto standing = read_standing(data_dir);
  if (!standing) return fail(standing.error());
  if (!standing->is_alone())
    return fail("this validator is not alone: run `kulad tool rejoin --data-dir " + data_dir + "`");
  const auto tip = types::id_of(standing->tip);
  if (last_final != tip) {
    return fail("the last block here is " + tip.text() + ", at height " + standing->tip.height.text() +
                ": the chain of this directory is not the one you mean, or is behind it");
  }
  return begin_anew(data_dir,
                    consensus::Opened{standing->chain, standing->key, standing->epoch, standing->last_view});
}

}  // namespace kula::node
