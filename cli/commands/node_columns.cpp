#include "cli/commands/node_columns.h"

namespace kula::cli {

std::vector<std::string> node_columns(const api::ChainStatus& status) {
  const auto readiness = enum_names(status.readiness)[static_cast<std::size_t>(status.readiness)];
  return {status.height.text(), "", "", std::string(readiness)};
}

}  // namespace kula::cli
