// From answers of the engine to responses, and from a request's parameters to values. Included by the routes.
#pragma once

#include "ledger/base/expected.h"
#include "ledger/codec/json.h"
#include "node/api/problem.h"
#include "node/io/http_message.h"

namespace kula::io {

[[nodiscard]] HttpResponse json_response(const codec::JsonValue& json, unsigned status = 200);
[[nodiscard]] HttpResponse problem_response(const api::Problem& problem);

template <class T>
[[nodiscard]] HttpResponse reply(const Expected<T, api::Problem>& answer) {
  return answer ? json_response(codec::to_json(*answer)) : problem_response(answer.error());
}

// A request's parameters, each taken once; what is left over at the end was misspelt.
class Parameters {
 public:
  explicit Parameters(std::map<std::string, std::string> all) : all_(std::move(all)) {}

  [[nodiscard]] std::optional<std::string> text(const std::string& name);
  [[nodiscard]] std::optional<std::uint64_t> number(const std::string& name, std::uint64_t max);
  [[nodiscard]] bool flag(const std::string& name);
  // All that nobody asked for.
  [[nodiscard]] std::map<std::string, std::string> take_rest() { return std::exchange(all_, {}); }
  // The first fault of all that was asked for, or a parameter that nobody asked for.
  [[nodiscard]] std::optional<api::Problem> fault() const;

 private:
  void set_fault(std::string detail);
  std::map<std::string, std::string> all_;
  std::optional<api::Problem> fault_;
};

// "tip" or a height; nothing inside means the tip.
[[nodiscard]] Expected<std::optional<Height>, api::Problem> parse_height(std::string_view text);

}  // namespace kula::io
