// Errors of the API: problem details (RFC 9457) with a stable code.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/codec/field.h"

namespace kula::api {

// Stable; the text of `enum_names` is the wire form, the number never travels.
enum class ProblemCode : std::uint8_t {
  bad_request,  // the request cannot be read
  not_found,    // no such route, thing or row
  method_not_allowed,
  payload_too_large,
  header_too_large,
  request_timeout,   // the request did not arrive in time
  host_not_allowed,  // Host or Origin is not one of ours
  busy,              // a queue is full: try again later
  malformed,         // bytes that are no transaction
  invalid,           // a transaction that no block may hold; `reason` says which rule
  duplicate_nonce,   // another transaction with this sender and nonce is pending
  height_pruned,
  history_unavailable,  // below the snapshot that this node began with
  height_not_reached,
  not_development,  // only on development networks
  stopping,
};
[[nodiscard]] constexpr std::array<std::string_view, 16> enum_names(ProblemCode) {
  return {"bad_request",         "not_found",
          "method_not_allowed",  "payload_too_large",
          "header_too_large",    "request_timeout",
          "host_not_allowed",    "busy",
          "malformed",           "invalid",
          "duplicate_nonce",     "height_pruned",
          "history_unavailable", "height_not_reached",
          "not_development",     "stopping"};
}

struct Problem {
  std::string type;            // "about:blank"
  std::string title;           // short, the same for every occurrence of the code
  std::uint16_t status = 500;  // HTTP status
  ProblemCode code = ProblemCode::bad_request;
  std::string detail;  // what is wrong here and what to do next
  std::string reason;  // for `invalid`: the broken rule (execution::TransactionFault); else empty
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("type", type), codec::field("title", title), codec::field("status", status),
            codec::field("code", code), codec::field("detail", detail), codec::field("reason", reason));
  }
};

[[nodiscard]] Problem problem(ProblemCode code, std::string detail, std::string reason = {});

}  // namespace kula::api
