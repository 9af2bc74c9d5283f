#include "cli/localnet/node_folder.h"

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

#include "cli/localnet/process.h"
#include "cli/text_file.h"
#include "ledger/codec/json.h"

namespace kula::cli::localnet {

namespace {

namespace fs = std::filesystem;

// What `kulad tool …` prints, as JSON.
Result<codec::JsonValue> ask_tool(const std::string& kulad, const std::string& folder,
                                  const std::string& name, const std::vector<std::string>& more) {
  const auto log = folder + "/kulad.log";
  std::vector<std::string> command{kulad, "tool", name, "--data-dir", folder};
  command.insert(command.end(), more.begin(), more.end());
  const auto printed = run_to_end(command, log);
  if (!printed) {
    return fail(Error{ExitCode::failed, "tool_failed", "`kulad tool " + name + "` failed in " + folder,
                      log_tail(log), "look into " + log});
  }
  auto json = codec::parse_json(*printed);
  if (json) return std::move(*json);
  return fail(Error{ExitCode::failed, "tool_failed", "what `kulad tool " + name + "` printed is no JSON",
                    json.error(), "check that " + kulad + " is of the same version"});
}

Error unreadable(std::string_view key) {
  return {ExitCode::failed, "tool_failed", "what kulad printed of its keys cannot be read",
          std::string(key) + " is missing or no key", "check that kulad is of the same version"};
}

// The key or signature at `key` of what a tool printed.
template <class Fixed>
Result<Fixed> fixed_at(const codec::JsonValue& printed, std::string_view key) {
  const auto value = Fixed::from_text(printed.string_at(key));
  if (!value) return fail(unreadable(key));
  return *value;
}

}  // namespace

Result<std::string> find_kulad(const std::string& given) {
  if (!given.empty()) return fs::absolute(given).lexically_normal().string();
  std::error_code failed;
  const auto own = fs::read_symlink("/proc/self/exe", failed).parent_path();
  for (const auto& candidate : {own / "kulad", own / "../node/kulad"}) {
    if (fs::exists(candidate)) return fs::canonical(candidate).string();
  }
  std::string path = std::getenv("PATH") == nullptr ? "" : std::getenv("PATH");
  for (std::size_t at = 0; at < path.size();) {
    const auto end = std::min(path.find(':', at), path.size());
    const auto candidate = path.substr(at, end - at) + "/kulad";
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
    at = end + 1;
  }
  return fail(Error{ExitCode::usage, "kulad_missing", "the program kulad was not found",
                    "it is neither beside kula nor on PATH",
                    "build it with `./dev build`, or give --kulad PATH"});
}

Result<NodeKeys> make_keys(const std::string& kulad, const std::string& folder, bool is_validator) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  std::vector<std::string> more;
  if (is_validator) more.emplace_back("--validator");
  const auto printed = ask_tool(kulad, folder, "keys", more);
  if (!printed) return fail(printed.error());
  const auto tls_key = fixed_at<Hash>(*printed, "tls_key");
  if (!tls_key) return fail(tls_key.error());
  if (!is_validator) return NodeKeys{*tls_key, std::nullopt};
  const auto consensus_key = fixed_at<crypto::PublicKey>(*printed, "consensus_key");
  if (!consensus_key) return fail(consensus_key.error());
  return NodeKeys{*tls_key, *consensus_key};
}

Result<void> write_genesis(const std::string& kulad, const std::string& folder, const std::string& genesis,
                           bool is_validator) {
  if (auto written = write_text_file(folder + "/genesis.json", genesis, 0644); !written) return written;
  const auto log = folder + "/kulad.log";
  if (!is_validator || fs::exists(folder + "/record")) return {};
  if (run_to_end({kulad, "tool", "init", "--data-dir", folder}, log)) return {};
  return fail(Error{ExitCode::failed, "record_not_created",
                    "the validator's signing record could not be created", log_tail(log),
                    "look into " + log});
}

Result<crypto::Signature> prove_possession(const std::string& kulad, const std::string& folder,
                                           const types::Address& operator_account, const std::string& name) {
  const auto printed =
      ask_tool(kulad, folder, "possession", {"--operator", operator_account.text(), "--name", name});
  if (!printed) return fail(printed.error());
  return fixed_at<crypto::Signature>(*printed, "possession");
}

Result<crypto::Signature> prove_ready(const std::string& kulad, const std::string& folder, Height height,
                                      const types::BlockId& block) {
  const auto printed = ask_tool(kulad, folder, "ready", {"--height", height.text(), "--block", block.text()});
  if (!printed) return fail(printed.error());
  return fixed_at<crypto::Signature>(*printed, "signature");
}

Result<void> write_config(const std::string& folder, const NodeConfig& config) {
  std::string text = "# Written by kula.\ndata_dir = \".\"\n";
  if (!config.sync.empty()) text += "sync = \"" + config.sync + "\"\n";
  text += "\n[http]\nlisten = \"" + config.http_listen + "\"\n";
  text += "\n[peers]\nlisten = \"" + config.peers_listen + "\"\n";
  text += "\n[consensus]\nbase_delta_ms = " + std::to_string(config.base_delta_ms) + "\n";
  if (config.snapshot_interval)
    text += "\n[snapshot]\ninterval_blocks = " + std::to_string(*config.snapshot_interval) + "\n";
  return write_text_file(folder + "/kulad.toml", text, 0644);
}

}  // namespace kula::cli::localnet
