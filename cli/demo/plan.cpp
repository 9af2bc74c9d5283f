#include "cli/demo/plan.h"

#include "cli/demo/plan_parts.h"
#include "contracts/accounts/open.h"
#include "ledger/crypto/sha256.h"

namespace kula::cli::demo {

namespace {

constexpr std::size_t kDigestDigits = 16;

void append_stages(std::vector<Stage>& all, std::vector<Stage> more) {
  for (auto& stage : more) {
    if (!stage.transactions.empty()) all.push_back(std::move(stage));
  }
}

void append_people(std::vector<Person>& all, const std::vector<Person>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

std::vector<std::size_t> groups_of(const Stage& stage) {
  std::vector<std::size_t> groups;
  for (const auto& transaction : stage.transactions) {
    const auto before = groups.empty() ? 0 : groups.back();
    groups.push_back(before + (transaction.waits ? 1 : 0));
  }
  return groups;
}

std::vector<Stage> plan_loading(const Input& input, const Cast& cast, const PlanOptions& options,
                                TimeMs started) {
  const auto courses = plan_course_takers(input.courses, options.purchases);
  std::vector<Person> people;
  append_people(people, people_of_grants(input));
  append_people(people, people_of_courses(courses));
  append_people(people, people_of_contributions(input));
  append_people(people, people_of_contests(1));
  std::vector<Stage> stages;
  append_stages(stages, plan_people(people, cast));
  append_stages(stages, stages_of_courses(courses, cast));
  append_stages(stages, stages_of_contributions(input, cast));
  append_stages(stages, stages_of_grants(input, cast, started));
  return stages;
}

std::string plan_digest(const Input& input, const Cast& cast, const PlanOptions& options) {
  Hash digest;
  auto stages = plan_loading(input, cast, options, TimeMs{});
  append_stages(stages, plan_contests(cast, 1, TimeMs{}));
  for (const auto& stage : stages) {
    for (const auto& transaction : stage.transactions) {
      digest = crypto::sha256({digest.view(), as_bytes(transaction.sender)});
      for (const auto& action : transaction.actions)
        digest = crypto::sha256({digest.view(), ByteView(action.body)});
    }
  }
  return digest.text().substr(0, kDigestDigits);
}

Slug marker_handle(const std::string& digest) { return {std::string(kMarkerLabel) + "-" + digest}; }

Stage plan_marker(const Cast& cast, const std::string& digest) {
  StageWriter writer("start");
  contracts::accounts::Open open;
  open.handle = marker_handle(digest);
  open.kind = contracts::accounts::AccountKind::service;
  open.auth = cast.keys().auth(kMarkerLabel);
  writer.add(kRegistrar, open, "the demo's marker");
  return writer.take();
}

}  // namespace kula::cli::demo
