#include "cli/node_client.h"

#include "ledger/codec/json.h"
#include "node/api/problem.h"

namespace kula::cli {

using codec::JsonValue;

namespace {

constexpr codec::JsonLimits kAnswerLimits{64u << 20, 64};
constexpr unsigned kSpareMs = 10'000;  // beyond what the node itself waits

std::string next_step(const api::Problem& problem) {
  switch (problem.code) {
    case api::ProblemCode::busy:
    case api::ProblemCode::request_timeout:
      return "wait a moment and try again";
    case api::ProblemCode::stopping:
      return "wait until it is up again, or ask another node with --node URL";
    case api::ProblemCode::history_unavailable:
      return "ask another node with --node URL; `kula node status` tells where its chain begins";
    case api::ProblemCode::height_pruned:
    case api::ProblemCode::height_not_reached:
      return "see `kula node status` for the heights that this node has";
    case api::ProblemCode::not_development:
      return "only networks of `kula localnet` can do that";
    case api::ProblemCode::duplicate_nonce:
      return "run it again: it will take the next number";
    case api::ProblemCode::invalid:
      return problem.reason == "unknown_sender" ? "a registrar opens an account: `kula account open --help`"
                                                : "run it again: it is signed anew";
    case api::ProblemCode::not_found:
      return "check the spelling and the --node";
    case api::ProblemCode::bad_request:
    case api::ProblemCode::malformed:
      return "correct what is named above; the command's --help tells the forms";
    default:
      return "check that --node is a Kula node of this version";
  }
}

ExitCode exit_of(api::ProblemCode code) {
  switch (code) {
    case api::ProblemCode::not_found:
      return ExitCode::not_found;
    case api::ProblemCode::bad_request:
    case api::ProblemCode::malformed:
      return ExitCode::usage;
    default:
      return ExitCode::failed;
  }
}

Error of_problem(const api::Problem& problem) {
  const auto name = std::string(enum_names(problem.code)[static_cast<std::size_t>(problem.code)]);
  return {exit_of(problem.code), problem.reason.empty() ? name : problem.reason, problem.title,
          problem.detail, next_step(problem)};
}

Error unreadable(const std::string& why) {
  return {ExitCode::failed, "bad_answer", "the node's answer cannot be read", why,
          "check that --node is a Kula node of this version"};
}

}  // namespace

Result<NodeClient> NodeClient::open(const std::string& url) {
  auto http = HttpClient::open(url);
  if (!http) return fail(http.error());
  return NodeClient(std::move(*http));
}

Result<JsonValue> NodeClient::checked(Result<HttpAnswer> answer) {
  if (!answer) return fail(answer.error());
  auto json = codec::parse_json(answer->body, kAnswerLimits);
  if (!json) return fail(unreadable(json.error()));
  if (answer->status >= 400) {
    const auto problem = codec::from_json<api::Problem>(*json);
    return fail(problem ? of_problem(*problem) : unreadable("status " + std::to_string(answer->status)));
  }
  return std::move(*json);
}

template <class T>
Result<T> NodeClient::decoded(Result<HttpAnswer> answer) {
  auto json = checked(std::move(answer));
  if (!json) return fail(json.error());
  auto value = codec::from_json<T>(*json);
  if (!value) return fail(unreadable(value.error()));
  return std::move(*value);
}

Result<api::ChainStatus> NodeClient::status(unsigned timeout_ms) {
  return decoded<api::ChainStatus>(http_.get("/v1/status", timeout_ms));
}

Result<api::PeerList> NodeClient::peers() { return decoded<api::PeerList>(http_.get("/v1/peers")); }

Result<api::EvidenceList> NodeClient::evidence() {
  return decoded<api::EvidenceList>(http_.get("/v1/evidence"));
}

Result<api::AccountView> NodeClient::account(const types::Address& address) {
  return decoded<api::AccountView>(http_.get("/v1/accounts/" + address.text()));
}

Result<api::TransactionStatus> NodeClient::transaction(const types::TransactionId& id) {
  return decoded<api::TransactionStatus>(http_.get("/v1/transactions/" + id.text()));
}

Result<api::SimulateResult> NodeClient::simulate(const types::Transaction& transaction) {
  return decoded<api::SimulateResult>(
      http_.post("/v1/simulate", "application/octet-stream", transaction.bytes()));
}

Result<api::SubmitResult> NodeClient::submit(const types::Transaction& transaction, api::Wait wait,
                                             unsigned timeout_ms) {
  const auto name = enum_names(wait)[static_cast<std::size_t>(wait)];
  return decoded<api::SubmitResult>(
      http_.post("/v1/transactions?wait=" + std::string(name) + "&timeout_ms=" + std::to_string(timeout_ms),
                 "application/octet-stream", transaction.bytes(), timeout_ms + kSpareMs));
}

Result<api::BatchResult> NodeClient::submit_batch(const std::vector<ByteView>& transactions,
                                                  unsigned timeout_ms) {
  return decoded<api::BatchResult>(
      http_.post("/v1/transactions/batch?wait=final&timeout_ms=" + std::to_string(timeout_ms),
                 "application/octet-stream", api::encode_batch(transactions), timeout_ms + kSpareMs));
}

Result<JsonValue> NodeClient::get(const std::string& target) { return checked(http_.get(target)); }

Result<JsonValue> NodeClient::query(const std::string& name,
                                    const std::vector<std::pair<std::string, std::string>>& parameters) {
  std::string target = "/v1/query/" + name;
  char separator = '?';
  for (const auto& [key, value] : parameters) {
    target += separator + key + "=" + url_encoded(value);
    separator = '&';
  }
  auto answer = decoded<api::QueryAnswer>(http_.get(target));
  if (!answer) return fail(answer.error());
  return std::move(answer->answer);
}

std::optional<PeriodRule> NodeClient::period_rule() {
  const auto policy = get("/v1/tables/policy");
  if (!policy) return std::nullopt;
  const auto* value = policy->find("row") == nullptr ? nullptr : policy->find("row")->find("value");
  const auto* accounts = value == nullptr ? nullptr : value->find("accounts");
  const auto length =
      parse_u64(accounts == nullptr ? std::string_view{} : accounts->string_at("period_length_ms"));
  if (!length) return std::nullopt;
  return PeriodRule{*length};
}

Result<void> NodeClient::rows(const std::string& table, const std::vector<std::string>& key,
                              const std::function<bool(const JsonValue& row)>& visit) {
  std::string base = "/v1/tables/" + table;
  for (const auto& part : key) base += "/" + url_encoded(part);
  std::string cursor;
  while (true) {
    const auto target = base + "?limit=1000" + (cursor.empty() ? "" : "&cursor=" + url_encoded(cursor));
    const auto page = checked(http_.get(target));
    if (!page) return fail(page.error());
    const auto* rows = page->find("rows");
    if (rows == nullptr || rows->as_array() == nullptr) return fail(unreadable("a page without rows"));
    for (const auto& row : *rows->as_array()) {
      if (!visit(row)) return {};
    }
    cursor = page->string_at("next");
    if (cursor.empty()) return {};
  }
}

Result<api::DevAdvance> NodeClient::advance_to(TimeMs time, unsigned timeout_ms) {
  const std::string body = "{\"to\":\"" + time.text() + "\"}";
  return decoded<api::DevAdvance>(
      http_.post("/v1/dev/advance", "application/json", as_bytes(body), timeout_ms));
}

Result<void> NodeClient::partition(const std::vector<std::string>& peers, unsigned timeout_ms) {
  JsonValue::Array names(peers.begin(), peers.end());
  const auto body = JsonValue().set("peers", JsonValue(std::move(names))).dump();
  const auto answer =
      checked(http_.post("/v1/dev/partition", "application/json", as_bytes(body), timeout_ms));
  if (!answer) return fail(answer.error());
  return {};
}

}  // namespace kula::cli
