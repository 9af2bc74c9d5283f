#include <algorithm>
#include <map>

#include "cli/demo/plan_parts.h"
#include "contracts/projects/confirm.h"
#include "contracts/projects/record.h"
#include "contracts/projects/register.h"
#include "contracts/projects/review.h"
#include "ledger/crypto/sha256.h"

namespace kula::cli::demo {

namespace {

namespace projects = contracts::projects;

constexpr std::size_t kMaintainers = 2;
constexpr std::size_t kEntriesTogether = 50;   // of one record, and numbers of one confirmation
const char* const kConfirmer = kReviewers[2];  // reviews no project, is tied to nobody

Slug project() { return {kProjectSlug}; }

std::string about(const ContributionRow& row) { return "contributions row " + std::to_string(row.row); }

std::map<std::string, std::size_t> commits_by_author(const Input& input) {
  std::map<std::string, std::size_t> commits;
  for (const auto& row : input.contributions) ++commits[row.author];
  return commits;
}

// Labels: who has most commits, of equal ones the lower name; filled up so that there are always two.
std::vector<std::string> maintainers(const Input& input) {
  const auto commits = commits_by_author(input);
  std::vector<std::pair<std::string, std::size_t>> ranked(commits.begin(), commits.end());
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  ranked.resize(std::min(ranked.size(), kMaintainers));
  std::vector<std::string> labels;
  for (const auto& [author, count] : ranked) labels.push_back(contributor_label(author));
  while (labels.size() < kMaintainers) labels.push_back("maintainer-" + std::to_string(labels.size() + 1));
  return labels;
}

// 1, plus 1 for every 4 files up to 3, plus 1 for every 50 changed lines up to 6.
Points points_of(const ContributionRow& row) {
  const auto lines = row.insertions + row.deletions;
  return Points{1 + std::min<std::uint64_t>(3, row.files / 4) + std::min<std::uint64_t>(6, lines / 50)};
}

std::vector<const ContributionRow*> by_time(const Input& input) {
  return sorted(input.contributions, [](const auto& a, const auto& b) {
    return std::tie(a.at, a.commit) < std::tie(b.at, b.commit);
  });
}

Stage founding(const std::vector<std::string>& founders, const Cast& cast) {
  StageWriter writer("project");
  projects::Register registration;
  registration.project = project();
  registration.repo_uri = "https://github.com/USCiLab/cereal";
  registration.repo_proof_hash = crypto::sha256(as_bytes("proof of cereal"));
  registration.licence = "BSD-3-Clause";
  for (const auto& founder : founders) registration.maintainers.push_back(cast.address(founder));
  writer.add(founders[0], registration, "project cereal");
  const auto reason = crypto::sha256(as_bytes("the repository is theirs"));
  writer.wait();
  for (std::size_t i = 0; i < 2; ++i) {
    writer.add(kReviewers[i], projects::Review{project(), true, reason}, "project cereal");
  }
  return writer.take();
}

Stage records(const std::vector<const ContributionRow*>& rows, const std::string& recorder,
              const Cast& cast) {
  StageWriter writer("contributions", 1);
  for (std::size_t at = 0; at < rows.size(); at += kEntriesTogether) {
    projects::Record record{project(), {}};
    for (std::size_t i = at; i < std::min(at + kEntriesTogether, rows.size()); ++i) {
      const auto& row = *rows[i];
      record.entries.push_back({cast.address(contributor_label(row.author)), projects::ContributionKind::code,
                                points_of(row), crypto::sha256(as_bytes(row.commit)), row.at});
    }
    writer.add(recorder, record, about(*rows[at]));
  }
  return writer.take();
}

// Contribution n of the project is the n-th recorded.
Stage confirmations(const std::vector<const ContributionRow*>& rows,
                    const std::vector<std::string>& founders) {
  StageWriter writer("confirmations", 1);
  projects::Confirm confirm{project(), {}};
  std::string first;
  const auto flush = [&] {
    if (!confirm.numbers.empty()) writer.add(kConfirmer, confirm, first);
    confirm.numbers.clear();
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto label = contributor_label(rows[i]->author);
    if (std::find(founders.begin(), founders.end(), label) == founders.end()) continue;
    if (confirm.numbers.empty()) first = about(*rows[i]);
    confirm.numbers.push_back(i + 1);
    if (confirm.numbers.size() == kEntriesTogether) flush();
  }
  flush();
  return writer.take();
}

}  // namespace

std::vector<Person> people_of_contributions(const Input& input) {
  std::vector<Person> people;
  if (input.contributions.empty()) return people;
  for (const auto& [author, count] : commits_by_author(input))
    people.push_back({contributor_label(author), {}, {}});
  for (const auto& label : maintainers(input)) {
    const auto same = [&](const Person& person) { return person.label == label; };
    if (std::none_of(people.begin(), people.end(), same)) people.push_back({label, {}, {}});
  }
  return people;
}

std::vector<Stage> stages_of_contributions(const Input& input, const Cast& cast) {
  if (input.contributions.empty()) return {};
  const auto founders = maintainers(input);
  const auto rows = by_time(input);
  return {founding(founders, cast), records(rows, founders[1], cast), confirmations(rows, founders)};
}

}  // namespace kula::cli::demo
