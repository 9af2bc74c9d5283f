// Limits of the node's surfaces, each with its reason (T1, T2, T10).
#pragma once

#include <cstddef>
#include <cstdint>

#include "node/engine/limits.h"

namespace kula::io {

inline constexpr std::size_t kMaxHeaderBytes = 16 * 1024;   // browsers' cookies and nothing more
inline constexpr std::size_t kMaxTargetBytes = 4 * 1024;    // a path of key parts and a cursor
inline constexpr std::size_t kMaxBodyBytes = 256 * 1024;    // a full transaction as JSON
inline constexpr std::size_t kMaxConnections = 256;         // bounds memory: one request each
inline constexpr std::size_t kReadBytes = 64 * 1024;        // of one read
inline constexpr std::uint64_t kIdleTimeoutMs = 75'000;     // a kept-alive connection without a request
inline constexpr std::uint64_t kRequestTimeoutMs = 15'000;  // from a request's first byte to its last
inline constexpr std::uint64_t kWriteTimeoutMs = 30'000;    // a reader that does not read
inline constexpr std::uint64_t kStopGraceMs = 500;          // for answers under way when the node stops
inline constexpr std::size_t kVerifyChunk = 32;             // signatures a worker takes at once: ~1.5 ms
inline constexpr std::size_t kRecordExtentBytes =
    4 * 1024 * 1024;  // written ahead: an append then syncs data only

// --- peers: setting up a connection (T1)
inline constexpr std::uint64_t kPeerConnectMs = 2'000;  // TCP; a host that is off does not answer at all
inline constexpr std::uint64_t kPeerSetupMs = 2'000;    // TLS and hello: two round trips, and slow-loris ends
inline constexpr std::uint64_t kPeerLingerMs = 500;     // until a refusal has been read
inline constexpr std::size_t kMaxGreetingBytes = 256;   // a hello or a refusal: hashes and a number
inline constexpr std::size_t kMaxCertificateBytes = 2 * 1024;  // ours has 250
inline constexpr std::size_t kMaxStrangers = 128;              // not greeted yet: 128 x 100 KiB
inline constexpr std::size_t kMaxStrangersPerAddress = 32;  // a network of 21 on one machine starts at once
inline constexpr std::uint64_t kStrangersPerSecond =
    200;                                                 // handshakes of 0.2 ms: 4 % of a core. Our own dials
inline constexpr std::uint64_t kStrangersBurst = 256;    // do not wait behind a flood of strangers
inline constexpr std::size_t kMaxPeerLinks = 256;        // beyond, only nodes with a consensus key
inline constexpr std::uint64_t kGreetingsPerSecond = 1;  // of one peer: it may be restarted, not flap
inline constexpr std::uint64_t kGreetingsBurst = 20;
inline constexpr std::uint64_t kStrangerLinesPerSecond = 1;  // in the log
inline constexpr std::uint64_t kStrangerLinesBurst = 10;

// --- peers: keeping it
inline constexpr std::uint64_t kPeerTickMs = 100;          // how late a peer's time-out may be noticed
inline constexpr std::uint64_t kKeepAliveMs = 2'500;       // said when nothing else was
inline constexpr std::uint64_t kPeerSilenceMs = 8'000;     // three keep-alives and a slow machine
inline constexpr std::uint64_t kPeerStallMs = 8'000;       // no byte of ours taken
inline constexpr std::uint64_t kFrameTimeoutMs = 20'000;   // the largest message at 2.5 Mbit/s
inline constexpr std::uint64_t kFirstRedialMs = 100;       // doubles up to the next
inline constexpr std::uint64_t kMaxRedialMs = 1'500;       // R11: connected again within 2 s
inline constexpr std::uint64_t kRefusedRedialMs = 30'000;  // another network, another version: not in a hurry
inline constexpr std::uint64_t kSteadyLinkMs = 5'000;      // lived so long: the next dial is quick again
inline constexpr std::uint64_t kPunishMs = 30'000;         // long for a flood, short for a bug of ours

// --- peers: what goes out. Broadcasts are shared, so that lanes to slow peers hold the same bytes.
inline constexpr std::size_t kPeerReadBytes = 64 * 1024;    // of one read: 0.1 ms of decryption
inline constexpr std::size_t kPeerWriteBytes = 256 * 1024;  // of one write: what overtakes waits for it
inline constexpr std::size_t kMaxConsensusLaneBytes = 16 * 1024 * 1024;  // 64 proposals of full blocks (R14)
inline constexpr std::size_t kMaxSyncLaneBytes = 4 * engine::kMaxPeerMessageBytes;  // four ranges asked for
inline constexpr std::size_t kMaxTransactionsLaneBytes = 8 * 1024 * 1024;  // two blocks' worth of gossip

// --- peers: what comes in (T2). Beyond, the peer is not read from until it has paid.
inline constexpr std::size_t kFramesPerTurn = 16;  // then others have a turn: ~1 ms of verification
inline constexpr std::uint64_t kPeerBytesPerSecond = 64 * 1024 * 1024;  // half of a 1 Gbit/s line
inline constexpr std::uint64_t kPeerBytesBurst = 3 * engine::kMaxPeerMessageBytes;
inline constexpr std::uint64_t kConsensusPerSecond = 4'000;     // ten messages a view of 5 ms, doubled
inline constexpr std::uint64_t kSyncPerSecond = 500;            // each may cost a read of the disk
inline constexpr std::uint64_t kTransactionsPerSecond = 2'000;  // each holds many
inline constexpr std::uint64_t kPeerMessagesBurst = 2'000;      // what waited during a hiccup

}  // namespace kula::io
