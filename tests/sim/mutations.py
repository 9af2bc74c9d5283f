#!/usr/bin/env python3
"""Takes safety rules out one at a time and looks which seed or directed scenario notices.

usage: mutations.py [--build DIR] [--seeds N] [--only NAME] [--without FILTER]

A rule is taken out in a copy of its file, which is compiled alone and linked before the libraries into the program of
`./dev sim` and the directed tests (both must have been built: ninja -C build sim test_sim). The source tree is not
touched. --without leaves out tests that fail with no rule taken out. Fails when a mutation survives.
"""
import argparse
import resource
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# name, rule, [(file, what stands there, what the mutant has instead)]
MUTATIONS = [
    ("vote before fsync", "R8", [("consensus/machine.cpp", "result.insert(result.begin(), Persist{std::move(entries)})",
                                  "result.push_back(Persist{std::move(entries)})")]),
    ("quorum minus one", "q = n - f", [("consensus/machine_events.cpp", "context_->set.quorum())",
                                        "context_->set.quorum() - 1)")]),
    ("votes counted across blocks", "Tally", [
        ("consensus/tally.cpp", "if (vote && vote->subject.block == block) ++result;", "if (vote) ++result;")]),
    ("finalize after nullify", "R6", [
        ("consensus/signer.cpp", "if (votes.nullify) return Refusal::finalize_after_nullify;", ""),
        ("consensus/signer.cpp", "if (votes.nullify && votes.finalize) return true;", "")]),
    # The notarization that stands with a finalize in the record leads out of the view at a restart.
    ("nullify after finalize", "R5", [
        ("consensus/signer.cpp", "if (votes.finalize) return Refusal::nullify_after_finalize;", ""),
        ("consensus/signer.cpp", "if (votes.nullify && votes.finalize) return true;", ""),
        ("consensus/machine_start.cpp", "    if (votes.notarization) add_certificate(*votes.notarization);\n", "")]),
    ("finalize of another block than notarized", "R6", [
        ("consensus/signer.cpp", "if (votes.notarize && votes.notarize->subject.block != subject.block)\n"
         "        return Refusal::finalize_other_block;", ""),
        ("consensus/signer.cpp", "if (votes.notarize && votes.finalize && votes.notarize->subject.block !="
         " votes.finalize->subject.block) {", "if (false) {")]),
    ("no parent check", "R2, R4", [
        ("consensus/machine_values.cpp", "  if (parent_view < final_view_) return false;\n"
         "  const auto& stands_on", "  return true;\n  const auto& stands_on")]),
    ("no nullifications between", "R2, R4", [
        ("consensus/machine_values.cpp", "    if (!state_of(view).nullification) return false;\n  }\n  return true;",
         "  }\n  return true;")]),
    ("record not replayed", "R8", [
        ("consensus/signer.cpp", "if ((proposed != nullptr && !signer.replay(*proposed)) ||",
         "if (proposed == nullptr || true) continue;\n    if ((proposed != nullptr && !signer.replay(*proposed)) ||")]),
    ("notarize votes not replayed", "R8", [
        ("consensus/signer.cpp", "  auto& votes = votes_[vote.subject.view];\n  auto& mine",
         "  if (vote.subject.kind == VoteKind::notarize) return true;\n"
         "  auto& votes = votes_[vote.subject.view];\n  auto& mine")]),
    # The proposal, and the leader's notarize of it, stand in one batch, and either refuses another proposal.
    ("a leader's first proposal is forgotten", "R3", [
        ("consensus/signer.cpp", "  votes.proposed = entry.block;\n  return !is_contradictory(votes);",
         "  return true;"),
        ("consensus/signer.cpp", "    if (votes->notarize && votes->notarize->subject.block != block)"
         " return fail(Refusal::second_proposal);", ""),
        ("consensus/signer.cpp", "      if (votes.notarize) return Refusal::second_notarize;\n", ""),
        ("consensus/signer.cpp", "  KULA_CHECK(!mine, \"a second vote of one kind in a view; report this as a bug\");",
         ""),
        ("consensus/machine_values.cpp", "if (mine.proposed || mine.notarize || mine.nullify)",
         "if (mine.proposed || mine.nullify)")]),
    ("notarize without a body", "R8", [
        ("consensus/signer.cpp", "      if (!has_body) return Refusal::notarize_without_body;\n", ""),
        ("consensus/machine_rules.cpp", "  if (block->state != BlockState::executed) return false;\n"
         "  keep_body(id);", "  if (block->state != BlockState::executed) return false;")]),
    ("finalize without a body", "R8", [
        ("consensus/signer.cpp", "      if (!has_body) return Refusal::finalize_without_body;\n", ""),
        ("consensus/machine_rules.cpp", "    if (!tree_.is_executed(id)) continue;\n    keep_body(id);", "")]),
    ("vote for a block that was not executed", "R4", [
        ("consensus/machine_rules.cpp", "  if (block->state == BlockState::known) {\n    ask_check(id, *block);\n"
         "    return true;\n  }\n  if (block->state != BlockState::executed) return false;\n  keep_body(id);", ""),
        ("consensus/signer.cpp", "      if (!has_body) return Refusal::notarize_without_body;\n", "")]),
    # An invalid block comes without the executed body that a vote needs: that refuses too.
    ("invalid blocks pass", "R4", [
        ("consensus/machine_events.cpp", "    case CheckResult::invalid:\n      block->state = BlockState::invalid;",
         "    case CheckResult::invalid:\n      block->state = BlockState::executed;"),
        ("consensus/signer.cpp", "      if (!has_body) return Refusal::notarize_without_body;\n", "")]),
    ("child of a closing block", "R16", [
        ("consensus/machine_values.cpp", "  if (closes_this_epoch(parent)) return false;  // R16\n", ""),
        ("consensus/machine_rules.cpp", "  if (closes_this_epoch(*tree_.header(parent->block))) {", "  if (false) {")]),
    ("votes of a record not sent again", "R8", [
        ("consensus/machine_start.cpp", "      send(VoteMessage{**vote});\n      add_vote(**vote);\n", "")]),
    ("no amplification of nullify", "R5", [
        ("consensus/machine_values.cpp", " || is_nullified_by_others(state) ||\n", " ||\n")]),
    ("no way past a view that all left behind", "R5", [
        ("consensus/machine_values.cpp",
         "  return !state.has_certificate() && (state.asked_in_vain || is_nullified_by_others(state));",
         "  return false;")]),
    ("certificates not forwarded", "R1", [
        ("consensus/machine_events.cpp", "  if (own_index_) send(CertificateMessage{certificate});", "")]),
    ("views are kept for ever", "R14", [
        ("consensus/machine_rules.cpp", "  views_.erase(views_.begin(), views_.lower_bound(final_view_));\n", "")]),
    ("certificates not asked for", "R2", [
        ("consensus/machine_rules.cpp", "  if (certificates_asked_) out_.push_back(*certificates_asked_);\n", "")]),
    ("nothing said again", "R10", [
        ("consensus/machine_timers.cpp", "void Machine::retry() {", "void Machine::retry() {\n  return;")]),
    ("no view for an old tail", "R12", [
        ("consensus/machine_events.cpp", "      tail_is_old_ = true;", "")]),
    ("work all the time", "R12", [
        ("consensus/machine.h", "return work_ != Work::none || tail_is_old_ || is_closing() || is_recovering();", "return true;")]),
    ("back-off without a cap", "R11", [
        ("consensus/timing.cpp", "i < without_finality && delta < kMaxDeltaMs", "i < without_finality && i < 60"),
        ("consensus/timing.cpp", "return std::min(delta, std::max(kMaxDeltaMs, timing.base_delta_ms));",
         "return delta;")]),
    ("a notarized block may execute differently", "R6", [
        ("consensus/machine_rules.cpp", "    if (block->state == BlockState::invalid) {\n"
         "      stop(StopReason::divergence);  // R6\n      return true;\n    }",
         "    if (block->state == BlockState::invalid) return false;")]),
    ("final is told before it is durable", "R8", [
        ("node/engine/engine_consensus.cpp", "    ports_.blocks.write(ledger_.begin_commit(",
         "    outcomes_.block_final(*writing_);\n    ports_.blocks.write(ledger_.begin_commit(")]),
    ("the record forgets what the ledger does not hold yet", "R8", [
        ("node/engine/engine_consensus.cpp", "perform(const consensus::RewriteRecord& output) {\n"
         "  if (!finish_writing()) return;\n", "perform(const consensus::RewriteRecord& output) {\n")]),
    ("an epoch opens before the end of the last one is durable", "R17", [
        ("node/engine/engine_consensus.cpp", "perform(const consensus::OpenEpoch&) {\n"
         "  if (!finish_writing()) return;\n", "perform(const consensus::OpenEpoch&) {\n")]),
    ("evidence is not told", "R15", [
        ("consensus/tally.cpp", "return Evidence{*held, vote};", "return std::nullopt;")]),
    ("evidence about a certified block is no news", "R15", [
        ("consensus/machine_values.cpp", "    if (is_evidence(one->vote)) return true;\n", "")]),
    ("a vote after its certificate is no news", "R15", [
        ("consensus/machine_values.cpp",
         "return state_of(subject.view).tally.find(subject.kind, one->vote.validator) == nullptr;",
         "return state_of(subject.view).tally.find(subject.kind, one->vote.validator) == nullptr &&"
         " !state_of(subject.view).certificate(subject.kind);")]),
    ("who notarizes and nullifies is accused", "R15", [
        ("consensus/tally.cpp", "return a.kind == VoteKind::finalize || b.kind == VoteKind::finalize;",
         "return a.kind != b.kind;")]),
    ("the first block names no recovery", "R21", [
        ("consensus/machine_values.cpp", "return recovery_ && parent.epoch < epoch_ ? recovery_->manifest : Hash{};",
         "return parent.epoch > epoch_ ? recovery_->manifest : Hash{};")]),
    ("a recovery is no work", "R21", [
        ("consensus/machine_values.cpp", "return recovery_ && tree_.final_header().epoch < epoch_ &&"
         " best_executed() == tree_.final_id();", "return false;")]),
    ("going along with a recovery is voting", "R21", [
        ("consensus/machine_start.cpp", "  begin_epoch(event.tip, event.set, event.recovery);\n  if (own_index_ && is_alone()",
         "  begin_epoch(event.tip, event.set, event.recovery);\n"
         "  if (signer_) signer_->open_epoch(epoch_, types::View{0});\n  if (own_index_ && is_alone()")]),
    # Judging the signatures compares the block once more.
    ("a recovery below what is final", "R21", [
        ("ledger/ledger_store.cpp", "  if (manifest.height < height) return RecoveryFault::later_block;\n"
         "  if (manifest.block != tip_.id) return RecoveryFault::other_block;\n", ""),
        ("ledger/recovery.cpp", "  if (manifest.height != last_final.height || manifest.block !="
         " types::id_of(last_final))\n    return RecoveryFault::other_block;\n", "")]),
    ("a wiped validator votes at once", "R9", [
        ("consensus/signer.cpp", "      wiped = true;", "      wiped = true;\n      signer.open_ = true;")]),
]


# Seconds of CPU, many times what they take without a mutation: a network that spins for ever is caught.
SEEDS_LIMIT = 40  # of ten seeds
TESTS_LIMIT = 150


def run(command, **options):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", **options)


def run_limited(command, seconds):
    """The result, and whether it went on for longer."""
    result = run(command, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5)))
    return result, result.returncode == -signal.SIGXCPU


class Builder:
    def __init__(self, build):
        self.build = Path(build).resolve()
        self.objects = self.build / "mutations"

    def commands(self, target):
        lines = run(["ninja", "-C", str(self.build), "-t", "commands", target]).stdout.splitlines()
        return lines[-1]

    def object_of(self, source, mutant_root):
        """Compiles one file from the mutant's tree."""
        room = Path(source).parent
        target = f"{room}/CMakeFiles/kula_{str(room).replace('/', '_')}.dir/{Path(source).name}.o"
        command = self.commands(target).replace(target, str(mutant_root / (Path(source).name + ".o")))
        command = command.replace(str(ROOT / source), str(mutant_root / source))
        command = command.replace(f"-I{ROOT}", f"-I{mutant_root} -I{ROOT}").replace("-Werror", "-w")
        made = subprocess.run(command, shell=True, cwd=self.build, capture_output=True, text=True)
        if made.returncode != 0:
            sys.exit(f"a mutant does not compile: {source}\n{made.stderr[:2000]}")
        return mutant_root / (Path(source).name + ".o")

    def link(self, target, objects, result):
        command = self.commands(target).replace(f"-o {target}", f"-o {result}")
        first = command.split(" -o ")[0]
        command = command.replace(first, first + " " + " ".join(str(one) for one in objects), 1)
        made = subprocess.run(command, shell=True, cwd=self.build, capture_output=True, text=True)
        if made.returncode != 0:
            sys.exit(f"a mutant does not link: {made.stderr[:2000]}")


def mutate(builder, number, edits):
    """The mutated files, their objects and the two programs."""
    root = builder.objects / str(number)
    sources = set()
    texts = {}
    for path, old, new in edits:
        text = texts.get(path) or (ROOT / path).read_text()
        if old not in text:
            sys.exit(f"{path} has changed: mutations.py must follow it:\n{old}")
        texts[path] = text.replace(old, new)
    for path, text in texts.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        if path.endswith(".h"):  # everything of the room that sees it
            sources |= {str(one.relative_to(ROOT)) for one in (ROOT / "consensus").glob("machine*.cpp")}
        else:
            sources.add(path)
    for source in sources - set(texts):
        (root / source).write_text((ROOT / source).read_text())
    objects = [builder.object_of(source, root) for source in sorted(sources)]
    programs = []
    for target in ("tests/sim/sim", "tests/sim/test_sim"):
        programs.append(root / Path(target).name)
        builder.link(target, objects, programs[-1])
    return programs


def caught_by(sim, tests, seeds, without):
    """What notices first, by seeds and by scenarios; None for what does not."""
    seed = None
    for first in range(1, seeds + 1, 10):
        result, is_endless = run_limited([sim, "--seeds", "10", "--seed", str(first), "--jobs", "1"], SEEDS_LIMIT)
        if is_endless:
            seed = f"a seed from {first} on never ends"
            break
        if result.returncode != 0:
            found = [line for line in result.stdout.splitlines() if line.startswith("seed ")]
            said = [line.strip() for line in result.stdout.splitlines() if line.startswith("  ")]
            seed = found[0].split(" (")[0] + ": " + said[0] if found and said else \
                f"a seed from {first} on: " + (result.stderr.strip().splitlines() or ["it crashed"])[-1]
            break
    # A random run is no scenario.
    result, is_endless = run_limited(
        [tests, "--gtest_fail_fast", f"--gtest_filter=-RandomRun.*:Transcript.*:{without}"], TESTS_LIMIT)
    scenario = None
    if result.returncode != 0:
        failed = [line for line in result.stdout.splitlines() if line.startswith("[  FAILED  ] ")]
        started = [line[13:] for line in result.stdout.splitlines() if line.startswith("[ RUN      ] ")]
        scenario = failed[0][13:].split(",")[0].split(" (")[0] if failed else \
            f"{started[-1] if started else 'the start'} {'never ends' if is_endless else 'aborts'}"
    return seed, scenario


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default=ROOT / "build")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--only")
    parser.add_argument("--without", default="")
    arguments = parser.parse_args()
    builder = Builder(arguments.build)
    survived = 0
    for number, (name, rule, edits) in enumerate(MUTATIONS):
        if arguments.only and arguments.only not in name:
            continue
        seed, scenario = caught_by(*mutate(builder, number, edits), arguments.seeds, arguments.without)
        survived += seed is None and scenario is None
        print(f"| {name} | {rule} | {seed or '-'} | {scenario or '-'} |", flush=True)
    sys.exit(1 if survived else 0)


if __name__ == "__main__":
    main()
