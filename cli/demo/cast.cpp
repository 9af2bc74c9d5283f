#include "cli/demo/cast.h"

#include "ledger/base/check.h"

namespace kula::cli::demo {

namespace {
constexpr std::size_t kHandleDigits = 16;

std::string padded(std::uint64_t number, std::size_t digits) {
  auto text = std::to_string(number);
  return text.size() >= digits ? text : std::string(digits - text.size(), '0') + text;
}
}  // namespace

std::string author_label(std::uint64_t index) { return "author-" + padded(index, 2); }
std::string learner_label(std::uint64_t index) { return "learner-" + padded(index, 4); }
std::string contributor_label(const std::string& author) { return "contributor/" + author; }
std::string organisation_label(const std::string& id) { return "org/" + id; }

const types::Address& Cast::address(const std::string& label) const {
  const auto found = addresses_.find(label);
  if (found != addresses_.end()) return found->second;
  return addresses_.emplace(label, keys_.address(label)).first->second;
}

Slug Cast::handle(const std::string& label) const {
  const auto slash = label.find('/');
  const auto text = slash == std::string::npos
                        ? label
                        : label.substr(0, slash) + "-" + address(label).raw.text().substr(0, kHandleDigits);
  const auto handle = Slug::from_text(text);
  KULA_CHECK(handle.has_value(), "a label of the demo makes no handle; report this as a bug");
  return *handle;
}

}  // namespace kula::cli::demo
