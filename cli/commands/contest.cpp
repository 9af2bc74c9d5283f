// kula contest enter | reveal | commit-score | reveal-score: commitments are computed here, and what opens
// them is kept for the reveal.
#include <filesystem>

#include "cli/commands/all_commands.h"
#include "cli/commands/contest_secrets.h"
#include "cli/print.h"
#include "cli/sender.h"
#include "cli/text_file.h"
#include "contracts/contests/enter.h"
#include "contracts/contests/limits.h"
#include "contracts/contests/score.h"
#include "ledger/codec/binary.h"
#include "ledger/crypto/sha256.h"

namespace kula::cli {

namespace contests = contracts::contests;

namespace {

// Who takes part in which contest.
struct Part {
  types::Address account;
  Slug contest;
};

Result<Part> part_of(const Arguments& arguments, const Settings& settings) {
  const auto account = acting_account(settings);
  if (!account) return fail(account.error());
  const auto contest = Slug::from_text(arguments.text("CONTEST"));
  if (contest) return Part{*account, *contest};
  return usage_error("\"" + arguments.text("CONTEST") + "\" is no name of a contest",
                     "names are 3 to 64 of a-z, 0-9 and -");
}

// A hash as it is, or that of a file.
Result<Hash> content_of(const Arguments& arguments) {
  const auto text = arguments.text("content");
  if (const auto hash = Hash::from_text(text)) return *hash;
  const auto content = read_text_file(text);
  if (!content) return fail(content.error());
  return crypto::sha256(as_bytes(*content));
}

// A judge's part, and the entry that is judged.
struct Judgement {
  Part part;
  std::uint64_t entry = 0;
};

Result<Judgement> judgement_of(const Arguments& arguments, const Settings& settings) {
  const auto part = part_of(arguments, settings);
  if (!part) return fail(part.error());
  const auto entry = parse_u64(arguments.text("entry"));
  if (entry && *entry > 0) return Judgement{*part, *entry};
  return usage_error("--entry is no number of an entry", "see `kula contest show`");
}

Result<std::vector<std::uint16_t>> scores_of(const Arguments& arguments) {
  std::vector<std::uint16_t> scores;
  for (const auto& text : arguments.all("scores")) {
    const auto score = parse_u64(text);
    if (!score || *score > contests::kMaxScore)
      return usage_error("\"" + text + "\" is no score",
                         "scores are 0 to " + std::to_string(contests::kMaxScore));
    scores.push_back(static_cast<std::uint16_t>(*score));
  }
  if (scores.empty())
    return usage_error("no --scores were given", "one for each criterion: --scores 80 --scores 95");
  return scores;
}

// The chain sees the scores only when they are revealed: then it is too late to have left one out.
Result<void> require_criteria(const Settings& settings, const Slug& contest, std::size_t scores) {
  auto node = NodeClient::open(settings.node);
  if (!node) return fail(node.error());
  const auto answer = node->query("contest.show", {{"contest", contest.value}});
  if (!answer) return fail(answer.error());
  const auto* record = answer->find("contest");
  const auto* weights = record == nullptr ? nullptr : record->find("weights");
  const auto criteria =
      weights == nullptr || weights->as_array() == nullptr ? 0 : weights->as_array()->size();
  if (criteria == scores) return {};
  return usage_error("the contest has " + std::to_string(criteria) + " criteria, and " +
                         std::to_string(scores) + " scores were given",
                     "give --scores once for each, in their order");
}

Result<contests::Salt> salt_of(const Arguments& arguments) {
  if (const auto salt = contests::Salt::from_text(arguments.text("salt"))) return *salt;
  return usage_error("neither --secret nor a --salt of 64 digits of hex was given",
                     "give the --secret that was made when you committed, or the salt that was shown");
}

Error other_secret(const std::string& path) {
  return {ExitCode::usage, "other_secret", path + " is of another contest, entry or account",
          "it would not open this commitment", "give the file that was made for this one"};
}

// Keeps what opens the commitment before anybody has seen that; what the chain did not take needs no secret.
template <class Secret, class Action>
Result<ExitCode> commit(const Arguments& arguments, const Settings& settings, const Secret& secret,
                        const Action& action) {
  const auto path = arguments.text("secret");
  const bool keeps = !settings.dry_run && !path.empty();
  if (keeps) {
    if (auto written = write_secret(path, secret); !written) return fail(written.error());
  } else if (!settings.dry_run) {
    print_note("Keep this salt until you reveal, nobody can restore it: " + secret.salt.text());
  }
  auto sent = send_actions(settings, {{Action::kNumber, codec::encode(action)}});
  if (!keeps) return sent;
  if (sent || sent.error().exit == ExitCode::unknown) {
    print_note("Keep " + path + " until you reveal: without it nothing can be.");
  } else {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
  return sent;
}

Result<ExitCode> enter(const Arguments& arguments, const Settings& settings) {
  const auto part = part_of(arguments, settings);
  if (!part) return fail(part.error());
  const auto& [account, contest] = *part;
  const auto content = content_of(arguments);
  if (!content) return fail(content.error());
  const EntrySecret secret{contest, account, *content, new_salt()};
  const auto commitment = contests::entry_commitment(contest, account, *content, secret.salt);
  return commit(arguments, settings, secret, contests::Enter{contest, commitment});
}

Result<EntrySecret> entry_secret(const Arguments& arguments, const Part& part) {
  if (const auto path = arguments.text("secret"); !path.empty()) {
    auto secret = read_entry_secret(path);
    if (secret && (secret->contest != part.contest || secret->account != part.account))
      return fail(other_secret(path));
    return secret;
  }
  const auto salt = salt_of(arguments);
  if (!salt) return fail(salt.error());
  const auto content = content_of(arguments);
  if (!content) return fail(content.error());
  return EntrySecret{part.contest, part.account, *content, *salt};
}

Result<ExitCode> reveal(const Arguments& arguments, const Settings& settings) {
  const auto part = part_of(arguments, settings);
  if (!part) return fail(part.error());
  const auto secret = entry_secret(arguments, *part);
  if (!secret) return fail(secret.error());
  const contests::RevealEntry action{part->contest, secret->content_hash, secret->salt};
  return send_actions(settings, {{contests::RevealEntry::kNumber, codec::encode(action)}});
}

Result<ExitCode> commit_score(const Arguments& arguments, const Settings& settings) {
  const auto judged = judgement_of(arguments, settings);
  if (!judged) return fail(judged.error());
  const auto& [judge, contest] = judged->part;
  const auto scores = scores_of(arguments);
  if (!scores) return fail(scores.error());
  if (auto all = require_criteria(settings, contest, scores->size()); !all) return fail(all.error());
  const ScoreSecret secret{contest, judged->entry, judge, *scores, new_salt()};
  const auto commitment = contests::score_commitment(contest, judged->entry, judge, *scores, secret.salt);
  return commit(arguments, settings, secret, contests::CommitScore{contest, judged->entry, commitment});
}

Result<ScoreSecret> score_secret(const Arguments& arguments, const Judgement& judged) {
  const auto& [judge, contest] = judged.part;
  if (const auto path = arguments.text("secret"); !path.empty()) {
    auto secret = read_score_secret(path);
    if (secret && (secret->contest != contest || secret->entry != judged.entry || secret->judge != judge))
      return fail(other_secret(path));
    return secret;
  }
  const auto salt = salt_of(arguments);
  if (!salt) return fail(salt.error());
  const auto scores = scores_of(arguments);
  if (!scores) return fail(scores.error());
  return ScoreSecret{contest, judged.entry, judge, *scores, *salt};
}

Result<ExitCode> reveal_score(const Arguments& arguments, const Settings& settings) {
  const auto judged = judgement_of(arguments, settings);
  if (!judged) return fail(judged.error());
  const auto secret = score_secret(arguments, *judged);
  if (!secret) return fail(secret.error());
  const contests::RevealScore action{judged->part.contest, judged->entry, secret->scores, secret->salt};
  return send_actions(settings, {{contests::RevealScore::kNumber, codec::encode(action)}});
}

}  // namespace

std::vector<Command> contest_commands() {
  const Option contest{"CONTEST", "Name of the contest", true, false, false};
  const Option content{"content", "File of the work, or its SHA-256 in hex", true, false, false};
  const Option entry{"entry", "Number of the entry", true, false, false};
  const Option scores{"scores", "0 to 100, once for each criterion", true, true, false};
  const Option keep{"secret", "File to make, which opens the commitment later; without, the salt is shown",
                    false, false, false};
  const Option kept{"secret", "The file that was made when you committed", false, false, false};
  const Option salt{"salt", "Without that file: the salt that was shown", false, false, false};
  const auto optional = [](Option option) {
    option.help += "; with --salt";
    option.required = false;
    return option;
  };
  return {{"contest",
           "enter",
           std::string(contests::Enter::kSummary),
           {contest, content, keep},
           {"kula contest enter best-exercise --content exercise.zip --secret my-entry.json --account ann",
            "kula contest enter best-exercise --content exercise.zip --account ann"},
           enter,
           Reach::chain},
          {"contest",
           "reveal",
           std::string(contests::RevealEntry::kSummary),
           {contest, kept, optional(content), salt},
           {"kula contest reveal best-exercise --secret my-entry.json --account ann",
            "kula contest reveal best-exercise --content exercise.zip --salt 3f… --account ann"},
           reveal,
           Reach::chain},
          {"contest",
           "commit-score",
           std::string(contests::CommitScore::kSummary),
           {contest, entry, scores, keep},
           {"kula contest commit-score best-exercise --entry 1 --scores 80 --scores 95 --secret score-1.json "
            "--account judge",
            "kula contest commit-score best-exercise --entry 1 --scores 80 --scores 95 --account judge"},
           commit_score,
           Reach::chain},
          {"contest",
           "reveal-score",
           std::string(contests::RevealScore::kSummary),
           {contest, entry, kept, optional(scores), salt},
           {"kula contest reveal-score best-exercise --entry 1 --secret score-1.json --account judge",
            "kula contest reveal-score best-exercise --entry 1 --scores 80 --scores 95 --salt 3f… --account "
            "judge"},
           reveal_score,
           Reach::chain}};
}

}  // namespace kula::cli
