// Requests and responses as the routes see them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/base/bytes.h"

namespace kula::io {

struct HttpRequest {
  std::string method;
  std::string target;  // as it was sent
  std::string host;    // header fields; empty when absent
  std::string origin;
  std::string content_type;
  Bytes body;
  bool keep_alive = true;
};

struct HttpResponse {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::string allow;  // for 405
};

// The head and body of a response as they are sent.
[[nodiscard]] std::string serialize(const HttpResponse& response, bool keep_alive);

// A target's path and parameters, percent-decoded. Nothing when it is malformed, or when a decoded part holds
// control characters or is not UTF-8.
struct Target {
  std::vector<std::string> path;                  // segments
  std::map<std::string, std::string> parameters;  // each name once
};
[[nodiscard]] std::optional<Target> parse_target(std::string_view target);

}  // namespace kula::io
