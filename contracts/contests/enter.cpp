#include "contracts/contests/enter.h"

#include "contracts/contests/codes.h"
#include "contracts/contests/contest.h"
#include "contracts/contests/events.h"
#include "contracts/contests/tables.h"
#include "contracts/kernel/emit.h"
#include "contracts/ties/tied.h"

namespace kula::contracts::contests {

Outcome Enter::apply(ActionContext& context) const {
  auto record = require_phase(context, contest, Phase::entry);
  if (!record) return tl::unexpected(record.error());
  if (auto other = ties::require_other_hand(context, context.sender, record->organiser); !other) return other;
  if (record->points_approved_by) {
    if (auto untied = ties::require_untied(context, *record->points_approved_by, context.sender); !untied) {
      return untied;
    }
  }
  if (kEntrants.contains(context.state, contest, context.sender)) return reject(kAlreadyEntered);
  if (record->entries >= context.policy.contests.max_entries) return reject(kContestFull);
  const std::uint64_t number = ++record->entries;
  kContests.put(context.state, contest, *record);
  kEntries.put(context.state, contest, number, Entry{context.sender, commitment, std::nullopt, {}});
  kEntrants.put(context.state, contest, context.sender, EntryNumber{number});
  emit(context, ContestEntered{contest, number, context.sender});
  return {};
}

Outcome RevealEntry::apply(ActionContext& context) const {
  if (const auto record = require_phase(context, contest, Phase::reveal); !record) {
    return tl::unexpected(record.error());
  }
  const auto entrant = kEntrants.get(context.state, contest, context.sender);
  if (!entrant) return reject(kEntryNotFound);
  auto entry = kEntries.get(context.state, contest, entrant->number);
  KULA_CHECK(entry.has_value(),
             "a contest's entry has vanished; run `kulad tool verify` on the data directory");
  if (entry->content_hash) return reject(kAlreadyRevealed);
  if (entry_commitment(contest, context.sender, content_hash, salt) != entry->commitment)
    return reject(kMismatch);
  entry->content_hash = content_hash;
  kEntries.put(context.state, contest, entrant->number, *entry);
  emit(context, EntryRevealed{contest, entrant->number, content_hash});
  return {};
}

}  // namespace kula::contracts::contests
