// The chain and the node: status, blocks, health, development.
#include "node/api/limits.h"
#include "node/io/replies.h"
#include "node/io/router.h"

namespace kula::io {

using api::problem;
using api::ProblemCode;

void Router::status(Call& call) { call.respond(json_response(codec::to_json(engine_.status(clock_.now())))); }

void Router::peers(Call& call) { call.respond(json_response(codec::to_json(engine_.peers(clock_.now())))); }

void Router::evidence(Call& call) { call.respond(json_response(codec::to_json(engine_.evidence()))); }

void Router::live(Call& call) { call.respond({200, "text/plain", "live\n", {}}); }

void Router::ready(Call& call) {
  const auto readiness = engine_.status(clock_.now()).readiness;
  const bool is_ready = readiness == api::Readiness::ready;
  const auto name = enum_names(readiness)[static_cast<std::size_t>(readiness)];
  call.respond({is_ready ? 200u : 503u, "text/plain", std::string(name) + "\n", {}});
}

void Router::metrics(Call& call) {
  call.respond({200, "text/plain; version=0.0.4", engine_.metrics(clock_.now()).text(), {}});
}

void Router::block(Call& call) {
  const auto height = parse_height(call.arguments[0]);
  call.respond(height ? reply(engine_.answers().block(*height)) : problem_response(height.error()));
}

namespace {

// How far the clock is to go forward: `{"ms": "86400000"}`, or `{"to": "1764200000000"}`, an absolute time,
// so that a request may be sent again; a time that is past moves nothing.
std::optional<std::uint64_t> read_advance(std::string_view body, TimeMs now) {
  const auto json = codec::parse_json(body);
  if (!json || json->as_object() == nullptr || json->as_object()->size() != 1) return std::nullopt;
  const auto& [name, member] = json->as_object()->front();
  const auto* text = member.as_string();
  if (member.as_number() != nullptr) text = &member.as_number()->text;
  const auto number = text == nullptr ? std::nullopt : parse_u64(*text);
  if (name == "ms" || !number) return number;
  if (name != "to") return std::nullopt;
  return *number - std::min(*number, now.value);
}

}  // namespace

void Router::header(Call& call) {
  const auto height = parse_height(call.arguments[0]);
  call.respond(height ? reply(engine_.answers().header(*height)) : problem_response(height.error()));
}

void Router::certificate(Call& call) {
  const auto height = parse_height(call.arguments[0]);
  call.respond(height ? reply(engine_.answers().certificate(*height)) : problem_response(height.error()));
}

void Router::receipts(Call& call) {
  const auto height = parse_height(call.arguments[0]);
  call.respond(height ? reply(engine_.answers().receipts(*height)) : problem_response(height.error()));
}

void Router::dev_advance(Call& call) {
  if (!engine_.settings().development) {
    return call.respond(problem_response(
        problem(ProblemCode::not_development, "Only a development network's clock can be advanced.")));
  }
  const auto ms = read_advance(as_text(call.request.body), clock_.now().wall);
  if (!ms || *ms > api::kMaxAdvanceMs) {
    return call.respond(problem_response(
        problem(ProblemCode::bad_request, "ms, or to: must be a whole number, at most " +
                                              std::to_string(api::kMaxAdvanceMs) + " ms from now")));
  }
  if (!clock_.advance(*ms)) {
    return call.respond(problem_response(problem(
        ProblemCode::busy, "The clock's offset could not be stored: check the disk and the offset.")));
  }
  const auto now = clock_.now();
  call.respond(json_response(codec::to_json(api::DevAdvance{clock_.offset_ms(), now.wall})));
  engine_.clock_moved(now);
}

void Router::dev_partition(Call& call) {
  if (!engine_.settings().development) {
    return call.respond(problem_response(
        problem(ProblemCode::not_development, "Only a development network can be partitioned.")));
  }
  const auto json = codec::parse_json(as_text(call.request.body));
  const auto* member = json ? json->find("peers") : nullptr;
  const auto* list = member == nullptr ? nullptr : member->as_array();
  std::set<std::string> names;
  bool is_good = list != nullptr && json->as_object()->size() == 1;
  for (std::size_t i = 0; is_good && i < list->size(); ++i) {
    const auto* name = (*list)[i].as_string();
    is_good = name != nullptr;
    if (is_good) names.insert(*name);
  }
  if (!is_good) {
    return call.respond(
        problem_response(problem(ProblemCode::bad_request, "peers: must be a list of registered names")));
  }
  if (options_.peers == nullptr) {
    return call.respond(
        problem_response(problem(ProblemCode::bad_request, "This node has no peers: it has no tls.key.")));
  }
  if (const auto unknown = options_.peers->set_partition(names)) {
    return call.respond(problem_response(
        problem(ProblemCode::bad_request, "peers: \"" + *unknown + "\" is no other node's registered name")));
  }
  call.respond(json_response(*json));
}

void Router::digest(Call& call) {
  if (!engine_.settings().development) {
    return call.respond(problem_response(
        problem(ProblemCode::not_development, "A digest reads every row: only on development networks.")));
  }
  call.respond(json_response(codec::to_json(engine_.answers().digest())));
}

}  // namespace kula::io
