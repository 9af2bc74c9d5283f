// Events of the accounts module.
#pragma once

#include "contracts/accounts/accounts.h"
#include "contracts/accounts/node_evidence.h"

namespace kula::contracts::accounts {

struct AccountOpened {
  static constexpr std::uint16_t kNumber = 0x0101;
  static constexpr std::string_view kName = "account_opened";
  types::Address account;
  Slug handle;
  types::Address registrar;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account), codec::field("handle", handle),
            codec::field("registrar", registrar));
  }
};

struct AccountRotated {
  static constexpr std::uint16_t kNumber = 0x0102;
  static constexpr std::string_view kName = "account_rotated";
  types::Address account;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("account", account));
  }
};

struct NodeRegistered {
  static constexpr std::uint16_t kNumber = 0x0103;
  static constexpr std::string_view kName = "node_registered";
  Slug name;
  types::Address operator_account;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("name", name), codec::field("operator", operator_account));
  }
};

struct NodeRetired {
  static constexpr std::uint16_t kNumber = 0x0104;
  static constexpr std::string_view kName = "node_retired";
  Slug name;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("name", name));
  }
};

struct NodeReady {
  static constexpr std::uint16_t kNumber = 0x0105;
  static constexpr std::string_view kName = "node_ready";
  Slug name;
  Height height;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("name", name), codec::field("height", height));
  }
};

struct EvidenceRecorded {
  static constexpr std::uint16_t kNumber = 0x0106;
  static constexpr std::string_view kName = "evidence_recorded";
  crypto::PublicKey validator;
  types::Epoch epoch;
  types::View view;
  Contradiction contradiction = Contradiction::two_notarizes;
  types::Address reporter;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("validator", validator), codec::field("epoch", epoch), codec::field("view", view),
            codec::field("contradiction", contradiction), codec::field("reporter", reporter));
  }
};

}  // namespace kula::contracts::accounts
