// Cost of the state tree per changed key, by the number of keys there are: a block's work with the page cache
// of a node, over pages in memory instead of a disk.
#include <benchmark/benchmark.h>
#include <memory>
#include <random>

#include "ledger/base/check.h"
#include "ledger/state/page_cache.h"

namespace {

using namespace kula;

class MapPages final : public state::PageSource {
 public:
  [[nodiscard]] state::PagePointer read(const state::PageName& name) const override {
    const auto found = pages_.find(name);
    KULA_CHECK(found != pages_.end(), "a page of the benchmark's tree is missing");
    return std::make_shared<state::HashedPage>(*state::decode_page(found->second));
  }
  void apply(const state::TreeUpdate& update) {
    for (const auto& [name, page] : update.pages) pages_.emplace(name, state::encode_page(page->page));
    for (const auto& name : update.stale) pages_.erase(name);
  }

 private:
  std::map<state::PageName, Bytes> pages_;
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
      commit(computed(sorted(std::move(changes))));
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
    return state::update_tree(cache_, root_, version_ + 1, changes);
  }
  void commit(const state::TreeUpdate& update) {
    pages_.apply(update);
    cache_.add(update);
    root_ = update.root;
    ++version_;
  }
  [[nodiscard]] state::TreeLookup prove_some() {
    return state::prove_in_tree(cache_, root_, keys_[static_cast<std::size_t>(random_() % keys_.size())]);
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
  state::PageCache cache_{pages_};
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
    state.ResumeTiming();
    const auto update = tree.computed(changes);
    for (const auto& [name, page] : update.pages) benchmark::DoNotOptimize(state::encode_page(page->page));
    state.PauseTiming();
    pages += update.pages.size();
    tree.commit(update);
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
