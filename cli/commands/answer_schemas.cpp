#include "cli/commands/answer_schemas.h"

#include <map>

#include "contracts/access/decision.h"
#include "contracts/accounts/accounts.h"
#include "contracts/charity/records.h"
#include "contracts/contests/records.h"
#include "contracts/courses/records.h"
#include "contracts/governance/records.h"
#include "contracts/honours/honours.h"
#include "contracts/kernel/make_kinds.h"
#include "contracts/kernel/posting.h"
#include "contracts/projects/records.h"

namespace kula::cli {

namespace {

using codec::JsonValue;
using codec::Schema;
namespace access = contracts::access;
namespace accounts = contracts::accounts;
namespace charity = contracts::charity;
namespace contests = contracts::contests;
namespace courses = contracts::courses;
namespace governance = contracts::governance;
namespace projects = contracts::projects;

template <class T>
codec::SchemaField of(const char* name) {
  return {name, codec::schema_of<T>()};
}

Schema object(std::vector<codec::SchemaField> fields) { return {"object", false, {}, std::move(fields), {}}; }

Schema list(Schema element) { return {"list", false, {}, {}, {std::move(element)}}; }

// The fields of a record, with others before them.
Schema with(std::vector<codec::SchemaField> fields, Schema record) {
  for (auto& one : record.fields) fields.push_back(std::move(one));
  return object(std::move(fields));
}

Schema account_show() {
  return object({of<types::Address>("address"), of<accounts::Account>("account"),
                 of<std::vector<accounts::Role>>("roles"), of<std::uint64_t>("nonce"), of<Amount>("balance"),
                 of<bool>("suspended")});
}

Schema account_statement() {
  const auto line =
      object({of<std::string>("cursor"), of<TimeMs>("time"), of<types::TransactionId>("transaction"),
              of<std::uint64_t>("job"), of<contracts::Book>("other"), of<Amount>("in"), of<Amount>("out"),
              of<contracts::PostingReason>("reason"), of<std::string>("reference"), of<Amount>("balance")});
  return object({of<contracts::Book>("book"),
                 of<Amount>("opening"),
                 of<Amount>("in"),
                 of<Amount>("out"),
                 of<Amount>("closing"),
                 {"lines", list(line)},
                 of<bool>("complete"),
                 of<std::string>("next")});
}

Schema account_tier() {
  const auto alternative = object({of<Slug>("plan"), of<Points>("points"), of<Points>("points_missing"),
                                   of<Amount>("spend"), of<Amount>("spend_missing")});
  return with({of<types::Address>("account"),
               of<std::string>("first_period"),
               of<std::string>("last_period"),
               {"next", object({of<std::uint8_t>("tier"), {"alternatives", list(alternative)}})},
               of<TimeMs>("at")},
              codec::schema_of<access::Standing>());
}

// Facts are of several kinds, told apart by `type`: here are the fields of all.
Schema access_check() {
  auto fact = object({of<std::string>("text"), of<std::string>("type")});
  const auto add = [&](Schema record) { fact = with(std::move(fact.fields), std::move(record)); };
  add(codec::schema_of<access::CourseStateFact>());
  add(codec::schema_of<access::LicenceFact>());
  add(codec::schema_of<access::AuthorFact>());
  add(codec::schema_of<access::PurchaseFact>());
  add(codec::schema_of<access::TierFact>());
  add(codec::schema_of<access::EnrolmentFact>());
  return object({of<types::Address>("account"),
                 of<access::SubjectKind>("kind"),
                 of<Slug>("resource"),
                 of<bool>("granted"),
                 of<std::uint32_t>("rule"),
                 of<access::AccessRule>("basis"),
                 of<TimeMs>("valid_until"),
                 of<TimeMs>("at"),
                 {"facts", list(std::move(fact))}});
}

Schema course_show() {
  return object({of<Slug>("slug"), of<courses::Course>("course"), of<courses::RatingTotals>("rating"),
                 of<courses::Sales>("sales")});
}

Schema course_payouts() {
  const auto sale = object({of<std::uint64_t>("number"),
                            of<types::Address>("payer"),
                            of<types::Address>("recipient"),
                            of<courses::PurchaseStatus>("status"),
                            of<TimeMs>("bought_at"),
                            of<TimeMs>("pending_until"),
                            of<Amount>("price"),
                            of<Amount>("commons"),
                            of<Amount>("innovation"),
                            of<Amount>("charity"),
                            of<Amount>("upstream"),
                            {"projects", list(object({of<Slug>("project"), of<Amount>("amount")}))},
                            {"authors", list(object({of<types::Address>("author"), of<Amount>("amount")}))},
                            of<types::TransactionId>("transaction")});
  return object({of<Slug>("course"),
                 of<std::string>("title"),
                 of<courses::Sales>("totals"),
                 {"sales", list(sale)},
                 of<std::uint64_t>("next")});
}

Schema payout_explain() {
  const auto line = object({of<contracts::Book>("to"), of<Amount>("amount"),
                            of<contracts::PostingReason>("reason"), of<Bps>("bps")});
  return object({of<Slug>("course"),
                 of<std::uint64_t>("number"),
                 of<Amount>("price"),
                 of<courses::PurchaseStatus>("status"),
                 of<TimeMs>("bought_at"),
                 of<TimeMs>("refund_until"),
                 of<TimeMs>("settled_at"),
                 {"lines", list(line)},
                 of<Amount>("sum")});
}

Schema contest_show() {
  const auto standing =
      object({of<std::uint32_t>("rank"), of<std::uint64_t>("entry"), of<types::Address>("account"),
              of<std::vector<contests::JudgeTotal>>("totals"), of<std::uint32_t>("dropped_at_each_end"),
              of<std::vector<std::uint64_t>>("counted"), of<std::uint64_t>("sum"), of<std::uint64_t>("of"),
              of<contests::Prize>("prize")});
  return object({of<Slug>("slug"),
                 of<contests::Contest>("contest"),
                 of<contests::Phase>("phase"),
                 {"standings", list(standing)},
                 {"awards", list(object({of<std::uint32_t>("rank"), of<contests::Award>("award")}))}});
}

Schema fund_show() {
  return object({of<Slug>("slug"), of<charity::Fund>("fund"), of<contracts::BookRecord>("book"),
                 of<contracts::BookRecord>("committed_book")});
}

Schema grant_show() {
  return object({of<Slug>("fund"), of<std::uint64_t>("number"), of<charity::Grant>("grant")});
}

Schema project_show() {
  return object(
      {of<Slug>("slug"),
       of<projects::Project>("project"),
       {"members", list(with({of<types::Address>("account")}, codec::schema_of<projects::Member>()))},
       of<Points>("recorded_this_period"),
       of<Points>("budget")});
}

Schema points_of() {
  const auto sums = object({of<Points>("contributions"), of<Points>("awards"), of<Points>("points")});
  return object({of<types::Address>("account"),
                 {"all", sums},
                 {"trailing", sums},
                 of<Points>("struck"),
                 of<Points>("pending"),
                 {"periods", list(with({of<std::string>("period")}, sums))}});
}

Schema honour_of() {
  return object({of<types::Address>("account"), of<std::vector<contracts::honours::Honour>>("honours")});
}

Schema proposal_show() {
  return object({of<std::uint64_t>("number"), of<governance::Proposal>("proposal"), of<bool>("would_pass"),
                 of<governance::ValidatorTally>("validators")});
}

Schema proposal_list() {
  const auto proposal =
      object({of<std::uint64_t>("number"), of<std::string>("title"), of<governance::ProposalStatus>("status"),
              of<TimeMs>("closes_at"), of<governance::Tally>("tally")});
  return object({{"proposals", list(proposal)}, of<std::uint64_t>("next")});
}

Schema member_count() { return object({of<std::uint64_t>("members"), of<std::uint64_t>("needed")}); }

}  // namespace

const JsonValue* answer_schema(std::string_view query) {
  using contracts::schema_json;
  static const std::map<std::string_view, JsonValue> kSchemas{
      {"account.show", schema_json(account_show())},
      {"account.statement", schema_json(account_statement())},
      {"account.tier", schema_json(account_tier())},
      {"access.check", schema_json(access_check())},
      {"course.show", schema_json(course_show())},
      {"course.payouts", schema_json(course_payouts())},
      {"payout.explain", schema_json(payout_explain())},
      {"contest.show", schema_json(contest_show())},
      {"fund.show", schema_json(fund_show())},
      {"grant.show", schema_json(grant_show())},
      {"project.show", schema_json(project_show())},
      {"points.of", schema_json(points_of())},
      {"honour.of", schema_json(honour_of())},
      {"proposal.show", schema_json(proposal_show())},
      {"proposal.list", schema_json(proposal_list())},
      {"member.count", schema_json(member_count())}};
  const auto found = kSchemas.find(query);
  return found == kSchemas.end() ? nullptr : &found->second;
}

}  // namespace kula::cli
