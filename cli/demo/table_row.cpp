#include "cli/demo/table_row.h"

namespace kula::cli::demo {

Result<std::optional<codec::JsonValue>> table_row(NodeClient& node, const std::string& table,
                                                  const std::vector<std::string>& key) {
  std::string target = "/v1/tables/" + table;
  for (const auto& part : key) target += "/" + url_encoded(part);
  const auto answer = node.get(target);
  if (!answer && answer.error().exit == ExitCode::not_found) return std::nullopt;
  if (!answer) return fail(answer.error());
  const auto* row = answer->find("row");
  if (row == nullptr || row->is_null()) return std::nullopt;
  return *row;
}

}  // namespace kula::cli::demo
