// Texts of books.
#include "contracts/kernel/book.h"

#include <gtest/gtest.h>

namespace kula::contracts {
namespace {

types::Address some_address() {
  types::Address address;
  for (std::size_t i = 0; i < address.raw.bytes.size(); ++i)
    address.raw.bytes[i] = static_cast<std::uint8_t>(i * 11);
  return address;
}

TEST(Book, RefusesTextsThatNameNoBook) {
  for (const std::string text : {"",
                                 "external/",
                                 "External",
                                 "account/",
                                 "account/kula1xyz",
                                 "accounts/x",
                                 "fund/",
                                 "fund/ab",
                                 "fund/Aid",
                                 "fund/aid/",
                                 "fund/aid/committed/",
                                 "fund/aid/other",
                                 "fund//committed",
                                 "fund/ab/committed",
                                 "pool/",
                                 "pool/other",
                                 "pool/commons/",
                                 "pool/project/",
                                 "pool/project/ab",
                                 "pool/project/a b",
                                 "escrow/",
                                 "escrow/other",
                                 "escrow/purchase/1"}) {
    EXPECT_FALSE(Book::from_text(text)) << text;
  }
  const std::string address = some_address().text();
  EXPECT_FALSE(Book::from_text("account/" + address + "a"));
  EXPECT_FALSE(Book::from_text("account/" + address.substr(0, address.size() - 1)));
}

TEST(Book, ComesBackFromItsText) {
  const std::pair<Book, std::string> books[] = {
      {Book::account(some_address()), "account/" + some_address().text()},
      {Book::escrow(kEscrowPurchase), "escrow/purchase"},
      {Book::escrow(kEscrowRedemption), "escrow/redemption"},
      {Book::escrow(kEscrowContest), "escrow/contest"},
      {Book::fund(Slug{"aid"}), "fund/aid"},
      {Book::fund(Slug{"committed"}), "fund/committed"},
      {Book::fund_committed(Slug{"aid"}), "fund/aid/committed"},
      {Book::fund_committed(Slug{"committed"}), "fund/committed/committed"},
      {Book::pool(kPoolCommons), "pool/commons"},
      {Book::pool(kPoolInnovation), "pool/innovation"},
      {Book::pool(kPoolCharity), "pool/charity"},
      {Book::project_pool(Slug{"lib"}), "pool/project/lib"},
      {Book::external(), "external"},
  };
  for (const auto& [book, text] : books) {
    EXPECT_EQ(book.text(), text);
    const auto back = Book::from_text(text);
    ASSERT_TRUE(back) << text;
    EXPECT_EQ(*back, book) << text;
  }
}

}  // namespace
}  // namespace kula::contracts
