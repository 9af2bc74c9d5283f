#include "cli/usage.h"

#include <algorithm>
#include <optional>

namespace kula::cli {

namespace {

// Letters to add, leave out, change, or swap with the next one.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> rows(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        rows[i][j] = i + j;
        continue;
      }
      rows[i][j] = std::min(
          {rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swap) rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.size()][b.size()];
}

Error fault(std::string what, std::string next) {
  return {ExitCode::usage, "usage", std::move(what), "the command line cannot be understood",
          std::move(next)};
}

class Reader {
 public:
  Reader(const std::vector<Command>& commands, const std::vector<std::string>& words)
      : commands_(commands), words_(words) {}

  // The first word that has no place.
  std::optional<Error> find() {
    for (at_ = 0; at_ < words_.size(); ++at_) {
      if (auto wrong = words_[at_].substr(0, 1) == "-" ? option() : word()) return wrong;
    }
    if (noun_.empty()) return fault("no command was given", "see `kula --help`");
    if (command_ == nullptr) return fault(noun_ + " needs a verb", "one of " + joined(verbs()));
    return std::nullopt;
  }

  // Where the help on what was typed is.
  [[nodiscard]] std::string help() const {
    const auto verb = command_ == nullptr ? std::string{} : " " + command_->verb;
    return "`kula " + noun_ + (noun_.empty() ? "" : verb + " ") + "--help`";
  }

 private:
  std::optional<Error> option() {
    const auto& typed = words_[at_];
    const auto name = typed.substr(0, typed.find('='));
    if (name == "-h" || name == "--help" || name == "--version") return std::nullopt;
    std::vector<std::string> known;
    for (const auto& one : options()) {
      if (is_positional(one)) continue;
      known.push_back(one.name);
      if ("--" + one.name != name) continue;
      if (!one.flag && name == typed) ++at_;  // its value
      return std::nullopt;
    }
    const auto dashes = std::min(name.find_first_not_of('-'), name.size());
    const auto meant = nearest(std::string_view(name).substr(dashes), known);
    const auto owner = command_ == nullptr ? "there is" : noun_ + " " + command_->verb + " has";
    return fault(owner + " no option " + name,
                 meant.empty() ? "see " + help() : "did you mean --" + meant + "?");
  }

  std::optional<Error> word() {
    const auto& typed = words_[at_];
    if (noun_.empty()) {
      const auto all = nouns();
      if (std::find(all.begin(), all.end(), typed) == all.end())
        return no_such("there is no command \"" + typed, typed, all);
      noun_ = typed;
    } else if (command_ == nullptr) {
      const auto found = std::find_if(commands_.begin(), commands_.end(), [&](const Command& one) {
        return one.noun == noun_ && one.verb == typed;
      });
      if (found == commands_.end()) return no_such(noun_ + " has no verb \"" + typed, typed, verbs());
      command_ = &*found;
    } else if (places_++ >= static_cast<std::size_t>(std::count_if(command_->options.begin(),
                                                                   command_->options.end(), is_positional))) {
      return fault("\"" + typed + "\" is one word too many for " + noun_ + " " + command_->verb,
                   "see " + help() + "; a value with spaces needs quotes");
    }
    return std::nullopt;
  }

  [[nodiscard]] Error no_such(const std::string& what, const std::string& typed,
                              const std::vector<std::string>& candidates) const {
    const auto meant = nearest(typed, candidates);
    const auto before = noun_.empty() ? "kula " : "kula " + noun_ + " ";
    return fault(what + "\"",
                 meant.empty() ? "one of " + joined(candidates) : "did you mean `" + before + meant + "`?");
  }

  [[nodiscard]] std::vector<Option> options() const {
    auto all = common_options();
    if (command_ != nullptr) all.insert(all.end(), command_->options.begin(), command_->options.end());
    return all;
  }

  [[nodiscard]] std::vector<std::string> nouns() const {
    std::vector<std::string> all;
    for (const auto& one : commands_) {
      if (std::find(all.begin(), all.end(), one.noun) == all.end()) all.push_back(one.noun);
    }
    return all;
  }

  [[nodiscard]] std::vector<std::string> verbs() const {
    std::vector<std::string> all;
    for (const auto& one : commands_) {
      if (one.noun == noun_) all.push_back(one.verb);
    }
    return all;
  }

  [[nodiscard]] static std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
  }

  const std::vector<Command>& commands_;
  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  std::string noun_;
  const Command* command_ = nullptr;
  std::size_t places_ = 0;  // positional words so far
};

}  // namespace

std::string nearest(std::string_view typed, const std::vector<std::string>& candidates) {
  std::string best;
  auto least = std::max<std::size_t>(typed.size() / 3, 1) + 1;  // that far, it is another word
  for (const auto& candidate : candidates) {
    if (const auto far = distance(typed, candidate); far < least) {
      least = far;
      best = candidate;
    }
  }
  return best;
}

Error usage_fault(const std::vector<Command>& commands, const std::vector<std::string>& words,
                  const std::string& complaint) {
  Reader reader(commands, words);
  if (auto found = reader.find()) return std::move(*found);
  return fault(complaint, "see " + reader.help());
}

}  // namespace kula::cli
