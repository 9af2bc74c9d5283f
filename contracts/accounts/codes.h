// Rejection codes of the accounts module.
#pragma once

#include "contracts/kernel/code.h"

namespace kula::contracts::accounts {

inline constexpr Code kBadAuth{
    0x0101, "bad_auth", "Use 1 to 16 distinct valid keys in ascending order and a threshold not above them."};
inline constexpr Code kAccountExists{0x0102, "account_exists",
                                     "An account was already opened with these keys."};
inline constexpr Code kHandleTaken{0x0103, "handle_taken",
                                   "Another account has this handle; choose another."};
inline constexpr Code kNoController{
    0x0104, "bad_controller",
    "A controller must be an open organisation; only people and services have one."};
inline constexpr Code kNodeExists{
    0x0105, "node_exists", "A node with this name or key is registered; choose another or retire that one."};
inline constexpr Code kNodeNotFound{0x0106, "node_not_found", "There is no active node with this name."};
inline constexpr Code kBadPossession{
    0x0107, "bad_possession",
    "The node's keys did not sign this registration; make it again with `kula node register`."};
inline constexpr Code kBadEndpoint{0x0108, "bad_endpoint",
                                   "Use host:port of at most 255 printable characters."};
inline constexpr Code kRegistrarLimit{
    0x0109, "registrar_limit", "This registrar opened its number of accounts; wait for the next period."};
inline constexpr Code kNodeValidates{0x010a, "node_validates",
                                     "The node is a validator; propose its removal first, then retire it."};
inline constexpr Code kNoConsensusKey{
    0x010b, "no_consensus_key", "The node was registered without a consensus key; register one that has it."};
inline constexpr Code kStaleReady{
    0x010c, "stale_ready",
    "The block named is too old, or not there yet; name the last final block with `kula node ready`."};
inline constexpr Code kWrongBlock{
    0x010d, "wrong_block",
    "The chain has another block at this height; the node is not on this chain: check its data directory."};
inline constexpr Code kBadReady{
    0x010e, "bad_ready", "The node's consensus key did not sign this; make it with `kula node ready`."};
inline constexpr Code kBadVote{
    0x010f, "bad_vote", "These are not two votes that one validator of that epoch signed for one view."};
inline constexpr Code kNoContradiction{0x0110, "no_contradiction",
                                       "A validator may sign both of these votes; this is no evidence."};
inline constexpr Code kEvidenceKnown{0x0111, "evidence_known", "This contradiction is already recorded."};

}  // namespace kula::contracts::accounts
