#include "tests/contracts/processor/planted.h"

#include "contracts/accounts/tables.h"
#include "contracts/kernel/make_kinds.h"
#include "contracts/kernel/schedule.h"
#include "contracts/kernel/tables.h"

namespace kula::contracts::planted {

namespace {

constexpr Code kRefused{0xf001, "refused", "The test wanted it so."};

struct NoteRecord {
  std::uint64_t value = 0;
  TimeMs now;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("value", value), codec::field("now", now));
  }
};
constexpr state::Table<NoteRecord, std::uint64_t> kNotes{0xf001, "notes"};

void add_note(Context& context, std::uint64_t value) {
  std::uint64_t number = 0;
  kNotes.scan(context.state, [&](const auto&, const NoteRecord&) {
    ++number;
    return true;
  });
  kNotes.put(context.state, number, NoteRecord{value, context.now});
  context.events.push_back({0xf001, {}});
}

void add_credits(Context& context, const types::Address& account) {
  auto record = kBooks.get_or_default(context.state, Book::account(account));
  ++record.balance.value;
  kBooks.put(context.state, Book::account(account), record);
}

struct Note {
  static constexpr std::uint16_t kNumber = 0xf001;
  static constexpr std::string_view kName = "test.note";
  static constexpr std::string_view kSummary = "Writes a row";
  static constexpr ActionTraits kTraits{};
  bool flag = false;
  std::uint64_t value = 0;
  Slug name;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("flag", flag), codec::field("value", value), codec::field("name", name));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const {
    add_note(context, value);
    return {};
  }
};

struct Refuse {
  static constexpr std::uint16_t kNumber = 0xf002;
  static constexpr std::string_view kName = "test.refuse";
  static constexpr std::string_view kSummary = "Writes a row, then rejects";
  static constexpr ActionTraits kTraits{};
  template <class Archive>
  void serialize(Archive&) {}
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const {
    add_note(context, 0);
    return reject(kRefused);
  }
};

struct Steal {
  static constexpr std::uint16_t kNumber = 0xf003;
  static constexpr std::string_view kName = "test.steal";
  static constexpr std::string_view kSummary = "Writes a book past post()";
  static constexpr ActionTraits kTraits{};
  template <class Archive>
  void serialize(Archive&) {}
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const {
    add_note(context, 0);
    add_credits(context, context.sender);
    return {};
  }
};

struct SuspendSelf {
  static constexpr std::uint16_t kNumber = 0xf004;
  static constexpr std::string_view kName = "test.suspend_self";
  static constexpr std::string_view kSummary = "Suspends its sender";
  static constexpr ActionTraits kTraits{};
  TimeMs until;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("until", until));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const {
    auto account = accounts::kAccounts.get(context.state, context.sender).value();
    account.suspended_until = until;
    accounts::kAccounts.put(context.state, context.sender, account);
    return {};
  }
};

struct PlantedJob {
  static constexpr std::uint16_t kNumber = 0xf001;
  static constexpr std::string_view kName = "test_job";
  JobDeed deed = JobDeed::note;
  std::uint64_t value = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("deed", deed), codec::field("value", value));
  }
  [[nodiscard]] Outcome run(JobContext& context) const {
    add_note(context, value);
    if (deed == JobDeed::steal) add_credits(context, {});
    if (deed == JobDeed::refuse) return reject(kRefused);
    if (deed == JobDeed::again) schedule(context, context.now, PlantedJob{JobDeed::note, value + 1});
    if (deed == JobDeed::cancel_next) cancel(context, {context.now, context.job + 1});
    return {};
  }
};

struct ScheduleJob {
  static constexpr std::uint16_t kNumber = 0xf005;
  static constexpr std::string_view kName = "test.schedule";
  static constexpr std::string_view kSummary = "Schedules a job";
  static constexpr ActionTraits kTraits{};
  TimeMs due;
  JobDeed deed = JobDeed::note;
  std::uint64_t value = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("due", due), codec::field("deed", deed), codec::field("value", value));
  }
  [[nodiscard]] Outcome validate() const { return {}; }
  [[nodiscard]] Outcome apply(ActionContext& context) const {
    schedule(context, due, PlantedJob{deed, value});
    return {};
  }
};

template <class A>
types::Action as_action(const A& action) {
  return {A::kNumber, codec::encode(action)};
}

}  // namespace

Module planted_module() {
  return {"planted",
          {make_action<Note>(), make_action<Refuse>(), make_action<Steal>(), make_action<SuspendSelf>(),
           make_action<ScheduleJob>()},
          {},
          {make_job<PlantedJob>()},
          {make_table<kNotes>()},
          {&kRefused},
          {}};
}

std::vector<std::uint64_t> notes(const state::StateView& state) {
  std::vector<std::uint64_t> values;
  kNotes.scan(state, [&](const auto&, const NoteRecord& record) {
    values.push_back(record.value);
    return true;
  });
  return values;
}

types::Action note(std::uint64_t value, bool flag, const Slug& name) {
  return as_action(Note{flag, value, name});
}
types::Action refuse() { return as_action(Refuse{}); }
types::Action steal() { return as_action(Steal{}); }
types::Action suspend_self(TimeMs until) { return as_action(SuspendSelf{until}); }
types::Action schedule_job(TimeMs due, JobDeed deed, std::uint64_t value) {
  return as_action(ScheduleJob{due, deed, value});
}

}  // namespace kula::contracts::planted
