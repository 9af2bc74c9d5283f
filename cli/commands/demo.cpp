// kula demo load | check
#include "cli/commands/all_commands.h"
#include "cli/demo/check.h"
#include "cli/demo/load.h"
#include "cli/demo/report.h"
#include "cli/localnet/clocks.h"
#include "cli/print.h"
#include "cli/prompt.h"
#include "cli/text_file.h"
#include "ledger/crypto/wipe.h"

namespace kula::cli {

namespace {

struct DemoFiles {
  demo::Input input;
  demo::PlanOptions options;
};

// `nothing`: what the command then has not done.
Result<DemoFiles> read(const Arguments& arguments, const std::string& nothing) {
  DemoFiles files;
  if (arguments.has("purchases")) {
    const auto purchases = parse_u64(arguments.text("purchases"));
    if (!purchases || *purchases > demo::kMaxPurchases) {
      return usage_error("--purchases is no number up to 1000000", "for example --purchases 5000");
    }
    files.options.purchases = *purchases;
  }
  auto input = demo::read_input(
      {arguments.text("courses"), arguments.text("contributions"), arguments.text("grants")}, wall_clock());
  if (!input) return fail(input.error());
  demo::print_input_report(*input);
  if (arguments.has("report")) {
    const auto json = demo::input_report_json(*input).dump(2) + "\n";
    if (auto written = write_text_file(arguments.text("report"), json, 0644); !written)
      return fail(written.error());
  }
  for (const auto& problem : input->problems) {
    if (problem.row > 0) continue;
    return fail(Error{ExitCode::usage, "bad_file",
                      "the file of " + problem.file + " cannot be read: " + nothing, problem.problem,
                      "correct the file; --skip-bad leaves out rows, not files"});
  }
  if (!input->problems.empty() && !arguments.has("skip-bad")) {
    return fail(Error{ExitCode::usage, "bad_input",
                      std::to_string(input->skipped) + " rows are bad: " + nothing,
                      std::to_string(input->problems.size()) + " problems; they are listed above",
                      "correct the files, or take only the good rows with --skip-bad"});
  }
  files.input = std::move(*input);
  return files;
}

Result<demo::DemoKeys> open_keys(const Settings& settings) {
  auto passphrase = read_passphrase(settings, "of key demo-seed", false);
  if (!passphrase) return fail(passphrase.error());
  auto keys = demo::open_demo_keys(KeyStore(settings.keys_dir), *passphrase);
  crypto::wipe(*passphrase);
  return keys;
}

// Of the local network that the settings point at, all nodes' clocks; else the one node's.
demo::MoveClocks clocks_of(const Settings& settings) {
  return [network = localnet::network_in_use(settings), url = settings.node](TimeMs target) -> Result<void> {
    if (network.exists()) return localnet::move_clocks(network, target);
    auto node = NodeClient::open(url);
    if (!node) return fail(node.error());
    if (const auto moved = node->advance_to(target); !moved) return fail(moved.error());
    return {};
  };
}

Result<ExitCode> load(const Arguments& arguments, const Settings& settings) {
  const auto files = read(arguments, "nothing was sent");
  if (!files) return fail(files.error());
  const auto keys = open_keys(settings);
  if (!keys) return fail(keys.error());
  return demo::load(files->input, demo::Cast(*keys), files->options, clocks_of(settings), settings);
}

Result<ExitCode> check(const Arguments& arguments, const Settings& settings) {
  const auto files = read(arguments, "nothing was compared");
  if (!files) return fail(files.error());
  const auto keys = open_keys(settings);
  if (!keys) return fail(keys.error());
  return demo::check(files->input, demo::Cast(*keys), files->options.purchases, settings);
}

}  // namespace

std::vector<Command> demo_commands() {
  const std::vector<Option> options{
      {"courses", "CSV of courses", false, false, false},
      {"contributions", "CSV of commits", false, false, false},
      {"grants", "JSON of grants, 360Giving format", false, false, false},
      {"purchases", "Purchases of paid courses in all (5000)", false, false, false},
      {"report", "Write what is wrong with the files to this JSON file", false, false, false},
      {"skip-bad", "Take the good rows and leave out the bad ones", false, false, true}};
  return {{"demo",
           "load",
           "Load courses, contributions and grants onto a development network",
           options,
           {"kula demo load --courses courses.csv --contributions contributions.csv --grants grants.json",
            "kula demo load --courses messy.csv --skip-bad --report bad.json"},
           load,
           Reach::node},
          {"demo",
           "check",
           "Recompute from the files what the network must hold, and compare",
           options,
           {"kula demo check --courses courses.csv --contributions contributions.csv --grants grants.json",
            "kula demo check --courses messy.csv --skip-bad --json"},
           check,
           Reach::node}};
}

}  // namespace kula::cli
