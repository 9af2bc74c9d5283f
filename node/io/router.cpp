#include "node/io/router.h"

#include "node/api/limits.h"
#include "node/io/limits.h"
#include "node/io/replies.h"

namespace kula::io {

using api::problem;
using api::ProblemCode;

namespace {

constexpr std::string_view kBatchPath = "/v1/transactions/batch";

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

std::optional<std::vector<std::string>> match(std::string_view pattern,
                                              const std::vector<std::string>& path) {
  std::vector<std::string> arguments;
  const auto segments = segments_of(pattern);
  const bool is_open = segments.back() == "*";
  const auto fixed = segments.size() - (is_open ? 1 : 0);
  if (path.size() < fixed || (!is_open && path.size() > fixed)) return std::nullopt;
  for (std::size_t i = 0; i < fixed; ++i) {
    if (segments[i] == "{}") {
      arguments.push_back(path[i]);
    } else if (segments[i] != path[i]) {
      return std::nullopt;
    }
  }
  for (std::size_t i = fixed; i < path.size(); ++i) arguments.push_back(path[i]);
  return arguments;
}

// "name" of "name", "name:port", "[v6]:port"; nothing when it is none of these.
std::optional<std::string_view> name_of_host(std::string_view host) {
  const auto end = !host.empty() && host[0] == '[' ? host.find(']') : host.find(':');
  if (end == std::string_view::npos)
    return host.empty() || host[0] == '[' ? std::nullopt : std::optional(host);
  const auto name = host.substr(0, host[0] == '[' ? end + 1 : end);
  const auto rest = host.substr(name.size());
  if (rest.empty()) return name;
  const auto port = rest[0] == ':' ? parse_u64(rest.substr(1)) : std::nullopt;
  if (!port || *port > 65535) return std::nullopt;
  return name;
}

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

const std::vector<Router::Route>& Router::routes() {
  static const std::vector<Route> kAll{
      {"GET", "/v1/status", &Router::status},
      {"GET", "/v1/peers", &Router::peers},
      {"GET", "/v1/evidence", &Router::evidence},
      {"POST", "/v1/transactions", &Router::submit},
      {"POST", kBatchPath, &Router::submit_batch},
      {"GET", "/v1/transactions/{}", &Router::transaction},
      {"POST", "/v1/simulate", &Router::simulate},
      {"GET", "/v1/blocks/{}", &Router::block},
      {"GET", "/v1/blocks/{}/header", &Router::header},
      {"GET", "/v1/blocks/{}/certificate", &Router::certificate},
      {"GET", "/v1/blocks/{}/receipts", &Router::receipts},
      {"GET", "/v1/accounts/{}", &Router::account},
      {"GET", "/v1/queries", &Router::queries},
      {"GET", "/v1/query/{}", &Router::query},
      {"GET", "/v1/tables/{}/*", &Router::table},
      {"GET", "/v1/schema", &Router::schema},
      {"GET", "/v1/digest", &Router::digest},
      {"POST", "/v1/dev/advance", &Router::dev_advance},
      {"POST", "/v1/dev/partition", &Router::dev_partition},
      {"GET", "/livez", &Router::live},
      {"GET", "/readyz", &Router::ready},
      {"GET", "/metrics", &Router::metrics},
  };
  return kAll;
}

void Router::handle(HttpRequest request, const HttpServer::Respond& respond) {
  if (!is_host_allowed(request)) {
    return respond(problem_response(problem(ProblemCode::host_not_allowed,
                                            "Ask by a loopback name, or add the name to [http] hosts (or the "
                                            "page's origin to [http] origins).")));
  }
  auto target = parse_target(request.target);
  if (!target)
    return respond(problem_response(problem(ProblemCode::bad_request, "the path is not well formed")));
  std::string allowed;
  for (const auto& route : routes()) {
    auto arguments = match(route.path, target->path);
    if (!arguments) continue;
    if (route.method == request.method) {
      Call call{std::move(request), std::move(*arguments), std::move(target->parameters), respond};
      return (this->*route.action)(call);
    }
    allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
  }
  if (allowed.empty())
    return respond(problem_response(problem(ProblemCode::not_found, "There is no such route.")));
  auto response = problem_response(problem(ProblemCode::method_not_allowed, "Use " + allowed + "."));
  response.allow = allowed;
  respond(std::move(response));
}

// A page of another site must reach us neither by a name that it made point here, nor by a form (T10).
bool Router::is_host_allowed(const HttpRequest& request) const {
  const auto name = name_of_host(request.host);
  if (!name) return false;
  const bool is_loopback = *name == "localhost" || *name == "127.0.0.1" || *name == "[::1]";
  if (!is_loopback && !contains(options_.hosts, *name)) return false;
  return request.origin.empty() || request.origin == "http://" + request.host ||
         contains(options_.origins, request.origin);
}

std::size_t Router::body_limit(std::string_view method, std::string_view target) const {
  if (method != "POST") return 0;
  return target.substr(0, target.find('?')) == kBatchPath ? api::kMaxBatchBytes : kMaxBodyBytes;
}

HttpResponse Router::refuse(unsigned status) const {
  switch (status) {
    case 408:
      return problem_response(
          problem(ProblemCode::request_timeout, "Send the whole request within seconds."));
    case 411:
      return problem_response(
          problem(ProblemCode::bad_request, "Send the body with a Content-Length: chunks are not taken."));
    case 413:
      return problem_response(problem(ProblemCode::payload_too_large, "Send less at once, or a batch."));
    case 431:
      return problem_response(
          problem(ProblemCode::header_too_large, "Shorten the path and the header fields."));
    default:
      return problem_response(problem(ProblemCode::bad_request, "This is no HTTP/1.1 request."));
  }
}

}  // namespace kula::io
