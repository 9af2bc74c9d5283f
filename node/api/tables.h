// Rows of the contracts' tables, with proofs.
#pragma once

#include "ledger/types/block.h"
#include "ledger/types/state_proof.h"
#include "node/api/transactions.h"

namespace kula::api {

// Everything that verifying a row needs, of one height: the value (or its absence) under the header's state
// root, and the finality of that header (ledger/types/README.md).
struct ProofView {
  Bytes key;                   // full key: table number (u16 big-endian) and canonical key
  std::optional<Bytes> value;  // nothing: proven absent
  types::StateProof proof;
  types::BlockHeader header;
  types::FinalityProof finality;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("key", key), codec::field("value", value), codec::field("proof", proof),
            codec::field("header", header), codec::field("finality", finality));
  }
};

// One row; `row` is null when there is none (a proof then proves the absence).
struct RowView {
  std::string table;
  Height height;
  codec::JsonValue row;  // {key: …, value: …}
  std::optional<ProofView> proof;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("table", table), codec::field("height", height), codec::field("row", row),
            codec::field("proof", proof));
  }
};

// A page of rows. `next` continues at the same height, so that pages do not shift.
struct PageView {
  std::string table;
  Height height;
  std::vector<codec::JsonValue> rows;
  std::optional<std::string> next;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("table", table), codec::field("height", height), codec::field("rows", rows),
            codec::field("next", next));
  }
};

}  // namespace kula::api
