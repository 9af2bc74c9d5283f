// Tools that make keys, and sign with them what an operator's transactions carry.
#include <cstdio>

#include "contracts/accounts/node_ready.h"
#include "contracts/accounts/nodes.h"
#include "node/io/os_random.h"
#include "node/keys.h"
#include "node/node.h"
#include "node/tool_list.h"

namespace kula::node {

namespace {

// Hex digits or names of letters: nothing to be escaped.
std::string text_or_null(const std::optional<std::string>& text) {
  return text ? "\"" + *text + "\"" : "null";
}

std::string keys_json(const PublicKeys& keys) {
  const auto consensus = keys.consensus_key ? std::optional(keys.consensus_key->text()) : std::nullopt;
  return "\"tls_key\":\"" + keys.tls_key.text() + "\",\"consensus_key\":" + text_or_null(consensus);
}

}  // namespace

int tool_keys(const ToolOptions& options) {
  const auto keys = make_keys(options.at("data-dir"), options.contains("validator"));
  if (!keys) return tool_failed(keys.error());
  std::printf("{%s}\n", keys_json(*keys).c_str());
  return kExitDone;
}

int tool_possession(const ToolOptions& options) {
  const auto operator_account = types::Address::from_text(options.at("operator"));
  if (!operator_account) return tool_misused("--operator: must be an account's address, as kula1…");
  const auto name = Slug::from_text(options.at("name"));
  if (!name) return tool_misused("--name: must be 3 to 64 lower-case letters, digits and dashes");
  const auto& data_dir = options.at("data-dir");
  const auto chain = open_chain(data_dir, false);
  if (!chain) return tool_failed(chain.error());
  const auto keys = read_public_keys(data_dir);
  if (!keys) return tool_failed(keys.error());
  const auto consensus_key = read_consensus_key(data_dir);
  if (!consensus_key) return tool_failed(consensus_key.error());
  std::optional<std::string> possession;
  if (*consensus_key) {
    const auto message = contracts::accounts::possession_message(chain->genesis.chain_id, *operator_account,
                                                                 *name, keys->tls_key);
    possession = (*consensus_key)->sign(message, io::OsRandom().next()).text();
  }
  std::printf("{%s,\"possession\":%s}\n", keys_json(*keys).c_str(), text_or_null(possession).c_str());
  return kExitDone;
}

int tool_ready(const ToolOptions& options) {
  const auto height = Height::from_text(options.at("height"));
  if (!height) return tool_misused("--height: must be a whole number");
  const auto block = types::BlockId::from_text(options.at("block"));
  if (!block) return tool_misused("--block: must be a block's id, 64 digits of lower-case hex");
  const auto& data_dir = options.at("data-dir");
  const auto chain = open_chain(data_dir, false);
  if (!chain) return tool_failed(chain.error());
  const auto key = read_consensus_key(data_dir);
  if (!key) return tool_failed(key.error());
  if (!*key) {
    return tool_failed("there is no consensus.key in " + data_dir +
                       ": only a node that has one may become a validator");
  }
  const auto message = contracts::accounts::ready_message(chain->genesis.chain_id, *height, *block);
  std::printf("{\"signature\":\"%s\"}\n", (*key)->sign(message, io::OsRandom().next()).text().c_str());
  return kExitDone;
}

}  // namespace kula::node
