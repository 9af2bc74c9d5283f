// Events of the honours module.
#pragma once

#include "contracts/honours/honours.h"

namespace kula::contracts::honours {

struct HonourMinted {
  static constexpr std::uint16_t kNumber = 0x0a01;
  static constexpr std::string_view kName = "honour_minted";
  types::Address holder;
  std::uint64_t number = 0;
  HonourKind kind = HonourKind::contest_winner;
  std::string reference;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("holder", holder), codec::field("number", number), codec::field("kind", kind),
            codec::field("reference", reference));
  }
};

}  // namespace kula::contracts::honours
