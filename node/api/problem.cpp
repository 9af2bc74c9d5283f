#include "node/api/problem.h"

namespace kula::api {

namespace {

struct Meaning {
  std::uint16_t status;
  const char* title;
};

Meaning meaning_of(ProblemCode code) {
  switch (code) {
    case ProblemCode::bad_request:
      return {400, "The request cannot be understood"};
    case ProblemCode::not_found:
      return {404, "Not found"};
    case ProblemCode::method_not_allowed:
      return {405, "The method is not allowed here"};
    case ProblemCode::payload_too_large:
      return {413, "The body is too large"};
    case ProblemCode::header_too_large:
      return {431, "The header is too large"};
    case ProblemCode::request_timeout:
      return {408, "The request did not arrive in time"};
    case ProblemCode::host_not_allowed:
      return {403, "This host or origin is not served"};
    case ProblemCode::busy:
      return {503, "Too much is waiting"};
    case ProblemCode::malformed:
      return {422, "These bytes are no transaction"};
    case ProblemCode::invalid:
      return {422, "No block can hold this transaction"};
    case ProblemCode::duplicate_nonce:
      return {409, "Another transaction with this nonce is pending"};
    case ProblemCode::height_pruned:
      return {410, "This height is no longer kept"};
    case ProblemCode::history_unavailable:
      return {410, "This node's chain begins above this height"};
    case ProblemCode::height_not_reached:
      return {404, "This height is not reached yet"};
    case ProblemCode::not_development:
      return {403, "Only on development networks"};
    case ProblemCode::stopping:
      return {503, "The node is stopping"};
  }
  return {500, "Unknown"};
}

}  // namespace

Problem problem(ProblemCode code, std::string detail, std::string reason) {
  const auto meaning = meaning_of(code);
  return {"about:blank", meaning.title, meaning.status, code, std::move(detail), std::move(reason)};
}

}  // namespace kula::api
