// Honours (C9.5): what the chain says of somebody for good. Not transferable: a record under its holder, and
// no verb.
#pragma once

#include <array>
#include <string>

#include "contracts/kernel/context.h"

namespace kula::contracts::honours {

// Numbers are on chain: append only.
enum class HonourKind : std::uint8_t { contest_winner };
[[nodiscard]] constexpr std::array<std::string_view, 1> enum_names(HonourKind) { return {"contest_winner"}; }

struct Honour {
  HonourKind kind = HonourKind::contest_winner;
  types::Address holder;
  std::string reference;  // what it is for: "contest/<slug>/<rank>"
  TimeMs at;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("kind", kind), codec::field("holder", holder), codec::field("reference", reference),
            codec::field("at", at));
  }
};

// Adds an honour to the holder's, numbered from 1.
void mint(Context& context, HonourKind kind, const types::Address& holder, std::string reference);

}  // namespace kula::contracts::honours
