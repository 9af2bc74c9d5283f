#include "ledger/state/table.h"

#include <gtest/gtest.h>

#include "ledger/base/slug.h"
#include "tests/support/map_state.h"

namespace kula::state {
namespace {

struct Book {
  std::string title;
  std::uint32_t pages = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(codec::field("title", title), codec::field("pages", pages));
  }
  bool operator==(const Book&) const = default;
};

constexpr Table<Book, Slug, std::uint32_t> kBooks{0x0102, "books"};
constexpr Table<Book> kFavourite{0x0103, "favourite"};

class Shelf : public testing::Test {
 protected:
  Shelf() {
    kBooks.put(state_, Slug{"ann"}, 2, {"second", 20});
    kBooks.put(state_, Slug{"ann"}, 1, {"first", 10});
    kBooks.put(state_, Slug{"anna"}, 1, {"other", 30});
    kFavourite.put(state_, {"favourite", 1});
  }
  const EmptyState empty_;
  Overlay state_{empty_};
};

TEST_F(Shelf, StopsAtARecordOrKeyThatCannotBeRead) {
  state_.put(kBooks.key(Slug{"ann"}, 1), Bytes{1, 2, 3});
  EXPECT_DEATH((void)kBooks.get(state_, Slug{"ann"}, 1), "record cannot be read.*kulad tool");
  EXPECT_DEATH((void)kBooks.key_of(Bytes{1, 2, 'a'}), "key cannot be read.*kulad tool");
  Bytes longer = kBooks.key(Slug{"ann"}, 1);
  longer.push_back(0);
  EXPECT_DEATH((void)kBooks.key_of(longer), "key cannot be read");
}

TEST_F(Shelf, HasNothingWhereNothingWasPut) {
  EXPECT_EQ(kBooks.get(state_, Slug{"ann"}, 3), std::nullopt);
  EXPECT_FALSE(kBooks.contains(state_, Slug{"bob"}, 1));
  EXPECT_EQ(kBooks.get_or_default(state_, Slug{"bob"}, 1), Book{});
  kBooks.erase(state_, Slug{"ann"}, 1);
  EXPECT_FALSE(kBooks.contains(state_, Slug{"ann"}, 1));
}

TEST_F(Shelf, ReadsWhatWasPut) {
  EXPECT_EQ(kBooks.get(state_, Slug{"ann"}, 2), (Book{"second", 20}));
  EXPECT_EQ(kFavourite.get(state_), (Book{"favourite", 1}));
  EXPECT_EQ(to_hex(kBooks.key(Slug{"ann"}, 2)),
            "0102"
            "616e6e00"
            "00000002");
  EXPECT_EQ(to_hex(kFavourite.key()), "0103");
}

TEST_F(Shelf, ScansRowsByTheFirstPartsOfTheirKeysInOrder) {
  std::vector<std::string> titles;
  const auto collect = [&](const auto& key, const Book& book) {
    titles.push_back(std::get<0>(key).value + " " + book.title);
    return titles.size() < 2;
  };
  kBooks.scan(state_, collect, Slug{"ann"});
  EXPECT_EQ(titles, (std::vector<std::string>{"ann first", "ann second"})) << "without anna's";
  titles.clear();
  kBooks.scan(state_, collect);
  EXPECT_EQ(titles.size(), 2u) << "the visitor stopped";
  titles.clear();
  kBooks.scan(state_, collect, Slug{"anna"});
  EXPECT_EQ(titles, (std::vector<std::string>{"anna other"}));
}

}  // namespace
}  // namespace kula::state
