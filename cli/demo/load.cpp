#include "cli/demo/load.h"

#include "cli/demo/table_row.h"
#include "cli/demo/transmitter.h"
#include "cli/print.h"

namespace kula::cli::demo {

namespace {

constexpr unsigned kToldEveryRounds = 10;

// A row that is asked for until the node answers.
Result<std::optional<codec::JsonValue>> find_row(PatientNode& patient, const std::string& table,
                                                 const std::string& key) {
  return patient.call([&](NodeClient& node) { return table_row(node, table, {key}); });
}

Error unreadable(const std::string& what) {
  return {ExitCode::failed, "bad_answer", "the node's " + what + " cannot be read",
          "it lacks what was asked for", "check that --node is a Kula node of this version"};
}

// When the marker was opened. Sends it if it is not there.
Result<TimeMs> start(PatientNode& node, Transmitter& transmitter, const Cast& cast,
                     const std::string& digest) {
  if (auto sent = transmitter.send(plan_marker(cast, digest)); !sent) return fail(sent.error());
  const auto row = find_row(node, "accounts", cast.address(kMarkerLabel).text());
  if (!row) return fail(row.error());
  const auto* account = *row ? (*row)->find("value") : nullptr;
  const auto opened = account == nullptr ? std::nullopt : TimeMs::from_text(account->string_at("opened_at"));
  if (opened && account->string_at("handle") == marker_handle(digest).value) return *opened;
  return fail(Error{ExitCode::failed, "other_demo", "this network holds another demo, or was used by others",
                    "the registrar's first act was not to open " + marker_handle(digest).value,
                    "use the same files and options as before, or a fresh network: `kula localnet up`"});
}

// When a round's contests were announced, from their deadlines on the chain; else now.
Result<TimeMs> announced_at(PatientNode& node, const std::string& first_contest) {
  const auto row = find_row(node, "contests", first_contest);
  if (!row) return fail(row.error());
  if (!*row) {
    const auto status = node.call([](NodeClient& client) { return client.status(); });
    if (!status) return fail(status.error());
    return clock_of(*status);
  }
  const auto* contest = (*row)->find("value");
  const auto* deadlines = contest == nullptr ? nullptr : contest->find("deadlines");
  const auto entry = deadlines == nullptr ? std::nullopt : TimeMs::from_text(deadlines->string_at("entry"));
  if (!entry || entry->value < kEntryTime) return fail(unreadable("table of contests"));
  return TimeMs{entry->value - kEntryTime};
}

// Moves the network's clock to `target`, unless it is there, and waits until all work that is due by now is
// done.
Result<void> reach(PatientNode& patient, const MoveClocks& move_clocks, TimeMs target) {
  auto status = patient.call([](NodeClient& node) { return node.status(); });
  if (!status) return fail(status.error());
  while (status->now < target) {
    print_note("moving the network's clock to " + format_time(target));
    const auto moved = move_clocks(target);
    if (!moved && !PatientNode::is_passing(moved.error())) return fail(moved.error());
    status = patient.call([](NodeClient& node) { return node.status(); });
    if (!status) return fail(status.error());
  }
  for (unsigned rounds = 0; status->next_due && *status->next_due <= status->now; ++rounds) {
    if (rounds % kToldEveryRounds == 0)
      print_note("waiting for payouts and other work due until " + format_time(status->now));
    PatientNode::pause();
    status = patient.call([](NodeClient& node) { return node.status(); });
    if (!status) return fail(status.error());
  }
  return {};
}

// Whether every score of a round was revealed and its points were approved, each in time.
Result<bool> is_complete(PatientNode& node, const std::vector<ContestWork>& round) {
  for (const auto& contest : round) {
    const auto row = find_row(node, "contests", contest.slug);
    if (!row) return fail(row.error());
    const auto* value = *row ? (*row)->find("value") : nullptr;
    const auto* approved = value == nullptr ? nullptr : value->find("points_approved_by");
    if (approved == nullptr) return fail(unreadable("table of contests"));
    if (contest.points && approved->is_null()) return false;
    std::uint64_t revealed = 0;
    const auto read = node.call([&](NodeClient& client) {
      revealed = 0;
      return client.rows("contest_scores", {contest.slug}, [&](const codec::JsonValue& score) {
        const auto* of = score.find("value") == nullptr ? nullptr : score.find("value")->find("scores");
        const auto* list = of == nullptr ? nullptr : of->as_array();
        revealed += list == nullptr || list->empty() ? 0 : 1;
        return true;
      });
    });
    if (!read) return fail(read.error());
    if (revealed < contest.scores) return false;
  }
  return true;
}

Result<void> send_round(PatientNode& node, Transmitter& transmitter, const MoveClocks& move_clocks,
                        const Cast& cast, std::uint64_t round) {
  for (const auto& stage : plan_contest_people(cast, round)) {
    if (auto sent = transmitter.send(stage); !sent) return sent;
  }
  const auto announced = announced_at(node, contest_work(round).front().slug);
  if (!announced) return fail(announced.error());
  for (const auto& stage : plan_contests(cast, round, *announced)) {
    if (stage.at > 0) {
      if (auto reached = reach(node, move_clocks, after(*announced, stage.at)); !reached) return reached;
    }
    if (auto sent = transmitter.send(stage); !sent) return sent;
  }
  return {};
}

// Round after round, until one was not late.
Result<void> send_contests(PatientNode& node, Transmitter& transmitter, const MoveClocks& move_clocks,
                           const Cast& cast) {
  for (std::uint64_t round = 1;; ++round) {
    if (auto sent = send_round(node, transmitter, move_clocks, cast, round); !sent) return sent;
    const auto complete = is_complete(node, contest_work(round));
    if (!complete) return fail(complete.error());
    if (*complete) return {};
    print_note("a deadline of the contests had passed: announcing them again");
  }
}

void print_summary(const Input& input, const Transmitter& transmitter, const Settings& settings) {
  if (settings.json) {
    codec::JsonValue json;
    json.set("sent", codec::JsonValue::number(transmitter.sent()));
    json.set("found", codec::JsonValue::number(transmitter.found()));
    json.set("courses", codec::JsonValue::number(input.courses.size()));
    json.set("contributions", codec::JsonValue::number(input.contributions.size()));
    json.set("grants", codec::JsonValue::number(input.grants.size()));
    json.set("skipped", codec::JsonValue::number(input.skipped));
    return print_json(json);
  }
  print_line("loaded " + std::to_string(input.courses.size()) + " courses, " +
             std::to_string(input.contributions.size()) + " contributions and " +
             std::to_string(input.grants.size()) + " grants; " + std::to_string(input.skipped) +
             " rows skipped");
  print_line("transactions: " + std::to_string(transmitter.sent()) + " sent, " +
             std::to_string(transmitter.found()) + " were on the chain already");
  print_line("compare with the files: `kula demo check` with the same options");
}

}  // namespace

Result<ExitCode> load(const Input& input, const Cast& cast, const PlanOptions& options,
                      const MoveClocks& move_clocks, const Settings& settings) {
  auto client = NodeClient::open(settings.node);
  if (!client) return fail(client.error());
  PatientNode node(*client);
  const auto status = node.call([](NodeClient& asked) { return asked.status(); });
  if (!status) return fail(status.error());
  if (!status->development) {
    return fail(Error{ExitCode::failed, "not_development", "this is a real network",
                      "demo data is for toys only", "start one: `kula localnet up`"});
  }
  print_note("planning");
  const auto digest = plan_digest(input, cast, options);
  auto transmitter = Transmitter::open(node, cast);
  if (!transmitter) return fail(transmitter.error());
  const auto started = start(node, *transmitter, cast, digest);
  if (!started) return fail(started.error());
  for (const auto& stage : plan_loading(input, cast, options, *started)) {
    if (auto sent = transmitter->send(stage); !sent) return fail(sent.error());
  }
  if (auto sent = send_contests(node, *transmitter, move_clocks, cast); !sent) return fail(sent.error());
  print_summary(input, *transmitter, settings);
  return ExitCode::done;
}

}  // namespace kula::cli::demo
