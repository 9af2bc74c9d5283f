// Transactions in, and what came of them.
#include "node/api/limits.h"
#include "node/io/replies.h"
#include "node/io/router.h"

namespace kula::io {

using api::problem;
using api::ProblemCode;

namespace {

// The media type without its parameters.
std::string_view media_type(std::string_view content_type) {
  auto type = content_type.substr(0, content_type.find(';'));
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  return type;
}

struct WaitFor {
  api::Wait wait = api::Wait::accepted;
  std::uint64_t timeout_ms = api::kDefaultWaitMs;
};

Expected<WaitFor, api::Problem> wait_of(std::map<std::string, std::string> all, api::Wait standard) {
  Parameters parameters(std::move(all));
  WaitFor result;
  result.wait = standard;
  const auto wait = parameters.text("wait");
  result.timeout_ms = parameters.number("timeout_ms", api::kMaxWaitMs).value_or(api::kDefaultWaitMs);
  if (const auto fault = parameters.fault()) return fail(*fault);
  if (!wait) return result;
  const auto names = enum_names(api::Wait{});
  const auto found = std::find(names.begin(), names.end(), *wait);
  if (found == names.end()) {
    return fail(problem(ProblemCode::bad_request, "wait: must be none, accepted or final"));
  }
  result.wait = static_cast<api::Wait>(found - names.begin());
  return result;
}

}  // namespace

Expected<types::TransactionPointer, api::Problem> Router::read_transaction(const Call& call,
                                                                           bool with_signatures) const {
  const auto type = media_type(call.request.content_type);
  if (type == "application/octet-stream") {
    auto parsed = types::Transaction::parse(call.request.body);
    if (!parsed) return fail(engine::problem_of(parsed.error()));
    return std::make_shared<const types::Transaction>(std::move(*parsed));
  }
  if (type != "application/json") {
    return fail(problem(ProblemCode::bad_request,
                        "Content-Type: must be application/octet-stream (signed bytes) or application/json"));
  }
  const auto json = codec::parse_json(as_text(call.request.body));
  if (!json) return fail(problem(ProblemCode::bad_request, json.error()));
  return engine_.answers().transaction_from_json(*json, with_signatures);
}

void Router::submit(Call& call) {
  const auto wait = wait_of(std::move(call.parameters), api::Wait::accepted);
  if (!wait) return call.respond(problem_response(wait.error()));
  const auto transaction = read_transaction(call, true);
  if (!transaction) return call.respond(problem_response(transaction.error()));
  engine_.submit(
      *transaction, wait->wait, wait->timeout_ms,
      [respond = call.respond](const Expected<api::SubmitResult, api::Problem>& result) {
        if (!result) return respond(problem_response(result.error()));
        const bool is_known = result->transaction.status == api::TransactionState::final ||
                              result->transaction.status == api::TransactionState::rejected;
        respond(json_response(codec::to_json(*result), is_known ? 200 : 202));
      },
      clock_.now());
}

void Router::submit_batch(Call& call) {
  const auto wait = wait_of(std::move(call.parameters), api::Wait::none);
  if (!wait) return call.respond(problem_response(wait.error()));
  if (media_type(call.request.content_type) != "application/octet-stream") {
    return call.respond(problem_response(
        problem(ProblemCode::bad_request, "Content-Type: must be application/octet-stream")));
  }
  engine_.submit_batch(
      std::move(call.request.body), wait->wait, wait->timeout_ms,
      [respond = call.respond](const Expected<api::BatchResult, api::Problem>& result) {
        respond(reply(result));
      },
      clock_.now());
}

void Router::transaction(Call& call) {
  const auto id = types::TransactionId::from_text(call.arguments[0]);
  if (!id) {
    return call.respond(problem_response(
        problem(ProblemCode::bad_request, "a transaction id has 64 digits of lower-case hex")));
  }
  call.respond(json_response(codec::to_json(engine_.transaction(*id))));
}

void Router::simulate(Call& call) {
  const auto transaction = read_transaction(call, false);
  if (!transaction) return call.respond(problem_response(transaction.error()));
  call.respond(reply(engine_.answers().simulate(*transaction, clock_.now())));
}

}  // namespace kula::io
