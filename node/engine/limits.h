// Limits of the engine's queues, each with its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kula::engine {

inline constexpr std::size_t kMaxPooledPerSender = 16;  // consecutive nonces: one sender fills no pool
inline constexpr std::size_t kMaxPooledTransactions =
    32'768;  // four full blocks: more would only wait longer
inline constexpr std::size_t kMaxPooledBytes = 64 * 1024 * 1024;  // bounds the pool's memory
inline constexpr std::size_t kMaxWaitingTransactions = 4'096;     // behind a nonce gap: likely never included
inline constexpr std::uint64_t kMaxGapWaitMs = 60'000;  // a lost predecessor is said again within a minute
// In verification: the verifiers' work while a large block is executed, and little memory, as what is not
// verified yet is cheap to make.
inline constexpr std::size_t kMaxIntake = 4'096;
inline constexpr std::size_t kMaxIntakeBytes = 16 * 1024 * 1024;
inline constexpr std::size_t kIntakeRefill = 512;  // parsed at a time: two milliseconds of the thread
inline constexpr std::size_t kMaxBatches = 64;     // concurrent importers; each holds its body
inline constexpr std::size_t kMaxWaiters = kMaxPooledTransactions;  // who waits for an outcome: one for each
inline constexpr std::size_t kMaxWaitersOfOne = 64;    // for one transaction's: a time-out walks over them
inline constexpr std::size_t kMaxRemembered = 65'536;  // why transactions left the pool without a block
inline constexpr std::size_t kSignatureCacheSize = 65'536;  // two full blocks' and the pool's worth
inline constexpr std::uint64_t kSweepMs = 100;              // how late a time-out may be noticed

// --- between nodes
// A range of final blocks with one block of the largest size, and its proof.
inline constexpr std::size_t kMaxPeerMessageBytes = 6 * 1024 * 1024;
// Two pools' worth, so that what is pooled is almost never forgotten; bytes bound what large ones take.
inline constexpr std::size_t kMaxKnownTransactions = 2 * kMaxPooledTransactions;
inline constexpr std::size_t kMaxKnownBytes = 2 * kMaxPooledBytes;
inline constexpr std::size_t kMaxHeldBlocks = 64;  // as many as the ledger keeps executed ones
// R22: a fetch must fit into a view (3Δ), whoever is asked first; a large answer takes longer.
inline constexpr std::uint64_t kFirstAnswerMs = 150;
inline constexpr std::uint64_t kMaxAnswerMs = 2'000;
inline constexpr std::size_t kMaxOpenQuestions = 8;   // of one inquiry: late answers still count
inline constexpr std::size_t kMaxGatherings = 16;     // bodies under way: views with a proposal, unfinalized
inline constexpr std::size_t kMaxFetches = 16;        // blocks under way, same
inline constexpr std::size_t kCertificateAskees = 2;  // of whom one may be faulty or behind
// What a peer may say for consensus that has to be verified (T2): five messages of a view, some hundred views
// a second; a tenth of a core's time.
inline constexpr std::uint64_t kConsensusPerSecond = 2'000;
inline constexpr std::uint64_t kConsensusBurst = 4'000;
// Gossip (T2): what one peer may send in a second, and in a burst, which a greeting fits into. Twice what two
// cores verify; bytes at the size of an honest transaction.
inline constexpr std::uint64_t kGossipPerSecond = 40'000;
inline constexpr std::uint64_t kGossipBurst = 65'536;
inline constexpr std::uint64_t kGossipBytesPerSecond = 16 * 1024 * 1024;
inline constexpr std::uint64_t kGossipBytesBurst = 16 * 1024 * 1024;
inline constexpr std::size_t kMaxGossipBacklog = 16'384;                // of one peer, not yet in admission
inline constexpr std::size_t kMaxGossipBacklogBytes = 8 * 1024 * 1024;  // same
inline constexpr std::size_t kGossipFeed = 64;  // transactions of one peer at a turn of admission
// The pool of a sender whose keys are rotated may reach us after the rotation: an honest peer passes on that
// many transactions that are badly signed by then, now and again.
inline constexpr std::uint64_t kBadSignatures = kMaxPooledPerSender;
inline constexpr std::size_t kGossipMessageBytes = 256 * 1024;  // so that other lanes get between
inline constexpr std::size_t kGreetingBytes = 4 * 1024 * 1024;  // of the pool, to a peer that connects
inline constexpr std::size_t kMaxGossipRetries = 4'096;  // that found no room: tried again after a block
inline constexpr std::size_t kGossipTries = 8;           // a sender's room may take some blocks
inline constexpr std::uint64_t kRelayMs = 1'000;         // what a validator said, it said to the others too
inline constexpr std::uint64_t kResendMs = 2'000;        // first time; then twice as long each time
inline constexpr std::uint64_t kMaxResendMs = 30'000;
inline constexpr std::size_t kResendPeers = 2;          // at a time; all of them in turn
inline constexpr std::size_t kResendBytes = 64 * 1024;  // at a time, of what is pooled for long
inline constexpr std::uint64_t kResendPauseMs = 250;    // between two times
// R10: a status is said slowly; a peer that is behind or of another epoch is told sooner, but not each time.
inline constexpr std::uint64_t kStatusMs = 2'000;        // when blocks have come since the last one
inline constexpr std::uint64_t kIdleStatusMs = 10'000;   // when none have
inline constexpr std::uint64_t kStatusAnswerMs = 1'000;  // to one peer
inline constexpr std::uint64_t kClockWarningMs = 500;    // R13
inline constexpr std::uint64_t kClockWarningPauseMs = 60'000;
inline constexpr std::size_t kMaxEvidence =
    64;  // R15: pairs, of whom one of each validator and epoch matters
// Catch-up (R19). Blocks that are not far ahead mostly come by themselves.
inline constexpr std::uint64_t kSyncPatienceMs = 500;  // behind for so long: ask
inline constexpr std::uint64_t kSyncAtOnce = 16;       // behind by so many: ask at once
inline constexpr std::uint64_t kFarBehind = 64;        // twice what the ledger executes ahead of its tip
inline constexpr std::size_t kSyncRequests = 4;        // under way, each to another peer
inline constexpr std::uint64_t kSyncWindow = 512;      // blocks held that wait for their turn ...
inline constexpr std::size_t kSyncWindowBytes =
    32 * 1024 * 1024;                                   // ... and their bytes; beyond, none is asked
inline constexpr std::uint64_t kSyncAhead = 8;          // blocks told to consensus beyond the tip
inline constexpr std::uint64_t kRangeAnswerMs = 3'000;  // a full answer on a slow line
inline constexpr std::uint64_t kSyncRestMs = 2'000;     // for a peer that gave nothing
inline constexpr std::uint64_t kSyncStallMs = 5'000;    // told, and nothing came of it: told again
inline constexpr std::uint64_t kSyncReportMs = 5'000;   // between two lines in the log
// Joining by a snapshot (R19).
inline constexpr std::uint64_t kSnapshotDistance = kFarBehind;  // nearer, blocks are as fast
inline constexpr std::uint64_t kSnapshotPatienceMs = 1'000;     // for peers that connect after the first one
inline constexpr std::uint64_t kSnapshotAnswersMs = 3'000;  // then what came is tried, what most give first
inline constexpr std::uint64_t kSnapshotSearchMs = 10'000;  // then blocks are asked for
inline constexpr std::uint64_t kSnapshotSearchAtMostMs = 60'000;  // whoever offers what: then blocks, too
inline constexpr std::uint64_t kClosesAnswerMs = 3'000;
inline constexpr std::size_t kMaxCloses = 64;            // in one answer: 2 KB each, a millisecond to verify
inline constexpr std::size_t kChunkRequests = 4;         // under way, each to another peer
inline constexpr std::uint64_t kChunkAnswerMs = 15'000;  // others' chunks may have to be read first
inline constexpr std::uint64_t kChunkRestMs = 2'000;     // for a peer that has not what was asked for ...
inline constexpr unsigned kMaxChunkDoublings = 5;        // ... and twice as long each time: to a minute
inline constexpr std::uint64_t kFillStallMs = 60'000;    // without kFillPace chunks: it comes to nothing
inline constexpr std::size_t kFillPace = 8;              // a trickle is no progress
inline constexpr std::size_t kMaxFills = 3;              // begun by a process; after the last one, blocks
// Making and serving snapshots: a millisecond or two of work at a time, some quarter of the thread.
inline constexpr std::size_t kSnapshotStepRows = 500;
inline constexpr std::uint64_t kSnapshotStepMs = 5;
inline constexpr std::size_t kSnapshotsKept = 2;      // who began with the older one may end with it
inline constexpr std::size_t kMaxChunkQuestions = 2;  // of one peer that wait: it asks one at a time
// Serving peers' questions (T2): a fast catch-up of one peer, and what one answer takes.
// Of answers to one peer: several times what it can execute, and as much at once as it may have under way.
inline constexpr std::uint64_t kServedBytesPerSecond = 32 * 1024 * 1024;
inline constexpr std::uint64_t kServedBytesBurst = 64 * 1024 * 1024;
inline constexpr std::uint64_t kQuestionBytes = 4 * 1024;  // what a question costs at least
inline constexpr std::size_t kMaxAnswerBytes = kMaxPeerMessageBytes - 1024 * 1024;  // room for proofs
// One end of an epoch, which a recovery by some 6,000 members makes as large (R21); a few bytes go with it.
inline constexpr std::size_t kMaxCloseBytes = kMaxPeerMessageBytes - 64;
inline constexpr std::size_t kMaxRangeBlocks = 128;  // at 30 KiB a block, an answer is full

}  // namespace kula::engine
