#include <algorithm>
#include <set>

#include "cli/demo/plan_parts.h"
#include "contracts/charity/beneficiaries.h"
#include "contracts/charity/donate.h"
#include "contracts/charity/fund_lifecycle.h"
#include "contracts/charity/grant_approval.h"
#include "contracts/charity/grant_payment.h"
#include "ledger/base/check.h"
#include "ledger/crypto/sha256.h"

namespace kula::cli::demo {

namespace {

namespace charity = contracts::charity;

const std::vector<std::string>& managers() {
  static const std::vector<std::string> kManagers{"manager-1", "manager-2", "manager-3"};
  return kManagers;
}
constexpr const char* kDonor = "donor-1";
constexpr std::uint8_t kThreshold = 2;
constexpr std::size_t kWave = 16 * kTogether;        // grants that go through their steps together
constexpr DurationMs kGrantTime = 3 * 365 * kDayMs;  // to the deadline; the dates of award are in the past

Slug fund() { return {kFundSlug}; }

std::string about(const GrantRow& row) { return "grants row " + std::to_string(row.row); }

std::set<std::string> organisations(const Input& input) {
  std::set<std::string> ids;
  for (const auto& row : input.grants) ids.insert(row.organisation);
  return ids;
}

Amount sum_of(const Input& input) {
  Amount sum;
  for (const auto& row : input.grants) {
    const auto more = checked_add(sum, row.amount);
    KULA_CHECK(more.has_value(), "more credits than can be counted; load fewer grants");
    sum = *more;
  }
  return sum;
}

Stage founding(const Input& input, const Cast& cast) {
  StageWriter writer("fund");
  charity::CreateFund create{fund(), crypto::sha256(as_bytes("grants to small charities")), {}, kThreshold};
  for (const auto& manager : managers()) create.managers.push_back(cast.address(manager));
  std::sort(create.managers.begin(), create.managers.end());
  writer.add(managers()[0], create, "fund community-grants");
  const auto reason = crypto::sha256(as_bytes("the managers are known"));
  writer.wait();
  writer.add(kReviewers[0], charity::ReviewFund{fund(), true, reason}, "fund community-grants");
  const auto sum = sum_of(input);
  writer.wait();
  if (sum.value > 0) writer.add(kDonor, charity::Donate{fund(), sum}, "the fund's donation");
  return writer.take();
}

Stage attestations(const Input& input, const Cast& cast) {
  StageWriter writer("organisations");
  for (const auto& id : organisations(input)) {
    const auto label = organisation_label(id);
    writer.add(kReviewers[1],
               charity::AttestOrganisation{cast.address(label), cast.keys().salt("evidence/" + id)},
               "organisation " + cast.handle(label).value);
  }
  return writer.take();
}

std::vector<const GrantRow*> by_award(const Input& input) {
  return sorted(input.grants, [](const auto& a, const auto& b) {
    return std::tie(a.awarded_at, a.id) < std::tie(b.awarded_at, b.id);
  });
}

charity::ProposeGrant proposal(const GrantRow& row, const Cast& cast, TimeMs deadline) {
  charity::ProposeGrant propose;
  propose.fund = fund();
  propose.organisation = cast.address(organisation_label(row.organisation));
  propose.amount = row.amount;
  propose.milestones = {row.amount};
  propose.deadline = deadline;
  // Titles name organisations: only a salted hash of them is public (C0.6).
  const auto salt = cast.keys().salt("purpose/" + row.id);
  propose.purpose_hash =
      crypto::sha256({salt.view(), as_bytes(row.title), as_bytes("\n"), as_bytes(row.description)});
  propose.programme = row.programme;
  return propose;
}

// Grant n of the fund is the n-th proposed. A wave goes through all steps before the next begins.
Stage grants(const Input& input, const Cast& cast, TimeMs started) {
  StageWriter writer("grants", kTogether);
  const auto rows = by_award(input);
  const auto each = [&](std::size_t from, const auto& step) {
    for (std::size_t i = from; i < std::min(from + kWave, rows.size()); ++i) step(*rows[i], i + 1);
  };
  for (std::size_t from = 0; from < rows.size(); from += kWave) {
    each(from, [&](const GrantRow& row, std::uint64_t) {
      writer.add(managers()[0], proposal(row, cast, after(started, kGrantTime)), about(row));
    });
    writer.wait();
    for (std::size_t manager = 1; manager <= kThreshold; ++manager) {
      each(from, [&](const GrantRow& row, std::uint64_t number) {
        writer.add(managers()[manager], charity::ApproveGrant{fund(), number}, about(row));
      });
    }
    writer.wait();
    each(from, [&](const GrantRow& row, std::uint64_t number) {
      writer.add(managers()[0], charity::Disburse{fund(), number, 1}, about(row));
    });
  }
  return writer.take();
}

}  // namespace

std::vector<Person> people_of_grants(const Input& input) {
  using contracts::accounts::AccountKind;
  std::vector<Person> people;
  if (input.grants.empty()) return people;
  for (const auto& manager : managers()) people.push_back({manager, AccountKind::person, {}});
  people.push_back({kDonor, AccountKind::organisation, sum_of(input)});
  for (const auto& id : organisations(input)) {
    people.push_back({organisation_label(id), AccountKind::organisation, {}});
  }
  return people;
}

std::vector<Stage> stages_of_grants(const Input& input, const Cast& cast, TimeMs started) {
  if (input.grants.empty()) return {};
  return {founding(input, cast), attestations(input, cast), grants(input, cast, started)};
}

}  // namespace kula::cli::demo
