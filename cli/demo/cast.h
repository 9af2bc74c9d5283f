// The accounts of the demo. A label names a key (demo_keys.h); the handle on the chain gives away nothing of
// the files but counts (C0.6).
#pragma once

#include <map>
#include <string>

#include "cli/demo/demo_keys.h"
#include "ledger/base/slug.h"

namespace kula::cli::demo {

// Labels of the roles that a development network's genesis opens.
inline constexpr const char* kRegistrar = "registrar";
inline constexpr const char* kIssuer = "issuer-1";
inline constexpr const char* kConfirmingIssuer = "issuer-2";
inline constexpr const char* kReviewers[] = {"reviewer-1", "reviewer-2", "reviewer-3"};

// Labels of what the loader opens. "author-07", "learner-0042"; the others are the words of the files behind
// a prefix.
[[nodiscard]] std::string author_label(std::uint64_t index);   // 0..59
[[nodiscard]] std::string learner_label(std::uint64_t index);  // from 0
[[nodiscard]] std::string contributor_label(const std::string& author);
[[nodiscard]] std::string organisation_label(const std::string& id);

// Addresses by label, each derived once. Not thread safe.
class Cast {
 public:
  explicit Cast(const DemoKeys& keys) : keys_(keys) {}
  [[nodiscard]] const types::Address& address(const std::string& label) const;
  [[nodiscard]] const DemoKeys& keys() const { return keys_; }
  // The label itself when it is a slug; else the word before "/" and 16 digits of the address, which nobody
  // can turn back into the label without the seed.
  [[nodiscard]] Slug handle(const std::string& label) const;

 private:
  const DemoKeys& keys_;
  mutable std::map<std::string, types::Address> addresses_;
};

}  // namespace kula::cli::demo
