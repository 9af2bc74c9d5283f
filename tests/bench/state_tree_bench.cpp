// Cost of the state tree per changed key, by the number of keys there are, with all pages in memory: hashing,
// and the encoding that a commit does.
#include <benchmark/benchmark.h>
#include <memory>
#include <random>

#include "ledger/base/check.h"
#include "ledger/state/state_tree.h"

namespace {

using namespace kula;

class MapPages final : public state::PageSource {
 public:
  [[nodiscard]] state::PagePointer read(const state::PageName& name) const override {
    const auto found = pages_.find(name);
    KULA_CHECK(found != pages_.end(), "a page of the benchmark's tree is missing");
    return found->second;
  }
  void apply(state::TreeUpdate& update) {
    pages_.merge(update.pages);
    for (const auto& name : update.stale) pages_.erase(name);
  }
  [[nodiscard]] std::size_t size() const { return pages_.size(); }

 private:
  std::map<state::PageName, state::PagePointer> pages_;
};

class Tree {
 public:
  explicit Tree(std::size_t keys) {
    constexpr std::size_t kBatch = 10'000;
    while (keys_.size() < keys) {
      const std::size_t begin = keys_.size();
      for (std::size_t i = 0; i < kBatch; ++i) keys_.push_back(random_bytes<types::StateKeyHash>());
      state::TreeChanges changes;
      for (std::size_t i = begin; i < keys_.size(); ++i) changes.push_back({keys_[i], random_bytes<Hash>()});
      (void)update(sorted(std::move(changes)));
    }
  }
  // New values for `count` of the keys there are.
  [[nodiscard]] state::TreeChanges some_changes(std::size_t count) {
    state::TreeChanges changes;
    for (std::size_t i = 0; i < count; ++i) {
      changes.push_back({keys_[static_cast<std::size_t>(random_() % keys_.size())], random_bytes<Hash>()});
    }
    changes = sorted(std::move(changes));
    const auto same = [](const auto& a, const auto& b) { return a.key == b.key; };
    changes.erase(std::unique(changes.begin(), changes.end(), same), changes.end());
    return changes;
  }
  [[nodiscard]] state::TreeUpdate computed(const state::TreeChanges& changes) const {
    return state::update_tree(pages_, root_, version_ + 1, changes);
  }
  std::size_t update(const state::TreeChanges& changes) {
    auto update = computed(changes);
    const std::size_t written = update.pages.size();
    pages_.apply(update);
    root_ = update.root;
    ++version_;
    return written;
  }
  [[nodiscard]] state::TreeLookup prove_some() {
    return state::prove_in_tree(pages_, root_, keys_[static_cast<std::size_t>(random_() % keys_.size())]);
  }

 private:
  static state::TreeChanges sorted(state::TreeChanges changes) {
    std::sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    return changes;
  }
  template <class Fixed>
  Fixed random_bytes() {
    Fixed fixed;
    for (auto& byte : fixed.bytes) byte = static_cast<std::uint8_t>(random_());
    return fixed;
  }

  std::mt19937_64 random_{1};
  std::vector<types::StateKeyHash> keys_;
  MapPages pages_;
  state::TreeRoot root_;
  std::uint64_t version_ = 0;
};

Tree& tree_of(std::size_t keys) {
  static std::map<std::size_t, std::unique_ptr<Tree>> trees;
  auto& tree = trees[keys];
  if (!tree) tree = std::make_unique<Tree>(keys);
  return *tree;
}

// range(0): keys in the tree; range(1): changed keys a batch.
void update_batch(benchmark::State& state) {
  Tree& tree = tree_of(static_cast<std::size_t>(state.range(0)));
  std::size_t changed = 0;
  std::size_t pages = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const auto changes = tree.some_changes(static_cast<std::size_t>(state.range(1)));
    changed += changes.size();
    {
      state.ResumeTiming();
      auto update = tree.computed(changes);
      for (const auto& [name, page] : update.pages) benchmark::DoNotOptimize(state::encode_page(page->page));
      state.PauseTiming();
    }
    pages += tree.update(changes);
    state.ResumeTiming();
  }
  state.counters["per_key"] = benchmark::Counter(static_cast<double>(changed),
                                                 benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["pages_per_key"] = static_cast<double>(pages) / static_cast<double>(changed);
}
BENCHMARK(update_batch)
    ->ArgNames({"keys", "changed"})
    ->Args({10'000, 1000})
    ->Args({100'000, 1000})
    ->Args({100'000, 4000})
    ->Args({1'000'000, 1000})
    ->Unit(benchmark::kMillisecond);

void prove(benchmark::State& state) {
  Tree& tree = tree_of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    auto lookup = tree.prove_some();
    benchmark::DoNotOptimize(lookup);
  }
}
BENCHMARK(prove)->ArgName("keys")->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

}  // namespace
