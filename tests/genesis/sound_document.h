// Genesis documents without fault, and what gives them one.
#pragma once

#include <functional>
#include <gtest/gtest.h>

#include "genesis/devnet.h"
#include "tests/support/people.h"

namespace kula::genesis {

// Of a network of these nodes; every account and node has the key of its name.
inline GenesisDocument document_of(const std::vector<GenesisNode>& nodes) {
  return devnet_document(TimeMs{1}, nodes,
                         [](std::string_view handle) { return tests::key_of(handle).public_key(); });
}

// Of one validator.
inline GenesisDocument sound_document() {
  return document_of({{Slug{"node-1"}, Slug{std::string(kDevnetOperator)}, Hash{},
                       tests::key_of("node-1").public_key(), "127.0.0.1:7000"}});
}

struct Fault {
  const char* sentence;  // how it begins
  std::function<void(GenesisDocument&)> make;
};

template <class Faults>
void expect_refused(const GenesisDocument& sound, const Faults& faults) {
  EXPECT_EQ(find_fault(sound), std::nullopt);
  for (const Fault& each : faults) {
    auto document = sound;
    each.make(document);
    EXPECT_EQ(find_fault(document).value_or("").substr(0, std::string_view(each.sentence).size()),
              each.sentence);
    EXPECT_FALSE(parse_genesis(genesis_json(document))) << each.sentence;
  }
}

}  // namespace kula::genesis
