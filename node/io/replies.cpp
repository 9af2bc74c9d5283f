#include "node/io/replies.h"

namespace kula::io {

HttpResponse json_response(const codec::JsonValue& json, unsigned status) {
  return {status, "application/json", json.dump() + "\n", {}};
}

HttpResponse problem_response(const api::Problem& problem) {
  return {problem.status, "application/problem+json", codec::to_json(problem).dump() + "\n", {}};
}

std::optional<std::string> Parameters::text(const std::string& name) {
  const auto found = all_.find(name);
  if (found == all_.end()) return std::nullopt;
  auto value = std::move(found->second);
  all_.erase(found);
  return value;
}

std::optional<std::uint64_t> Parameters::number(const std::string& name, std::uint64_t max) {
  const auto value = text(name);
  if (!value) return std::nullopt;
  const auto number = parse_u64(*value);
  if (number && *number <= max) return number;
  set_fault(name + ": must be a whole number of at most " + std::to_string(max));
  return std::nullopt;
}

bool Parameters::flag(const std::string& name) {
  const auto value = text(name);
  if (!value || *value == "false") return false;
  if (*value != "true") set_fault(name + ": must be true or false");
  return true;
}

std::optional<api::Problem> Parameters::fault() const {
  if (fault_) return fault_;
  if (all_.empty()) return std::nullopt;
  return api::problem(api::ProblemCode::bad_request,
                      all_.begin()->first + ": there is no such parameter here");
}

void Parameters::set_fault(std::string detail) {
  if (!fault_) fault_ = api::problem(api::ProblemCode::bad_request, std::move(detail));
}

Expected<std::optional<Height>, api::Problem> parse_height(std::string_view text) {
  if (text == "tip") return std::optional<Height>();
  const auto height = Height::from_text(text);
  if (!height)
    return fail(api::problem(api::ProblemCode::bad_request, "the height must be a number or \"tip\""));
  return std::optional<Height>(*height);
}

}  // namespace kula::io
