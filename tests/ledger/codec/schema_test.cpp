#include "ledger/codec/schema.h"

#include <gtest/gtest.h>

#include "tests/ledger/codec/sample.h"

namespace kula::codec {
namespace {

std::string kinds_of(const Schema& schema) {
  std::string text;
  for (const auto& [name, field] : schema.fields) {
    text += name + ":" + field.kind + (field.optional ? "? " : " ");
  }
  return text;
}

TEST(Schema, NamesEveryFieldAndItsKind) {
  const Schema schema = schema_of<Sample>();
  EXPECT_EQ(schema.kind, "object");
  EXPECT_EQ(kinds_of(schema),
            "flag:bool small:u8 medium:u16 large:u32 huge:u64 amount:amount time:time colour:enum key:hex4 "
            "text:string slug:slug blob:bytes squares:list names:map maybe:object? shape:variant ");
}

TEST(Schema, DescribesElementsAndNames) {
  EXPECT_EQ(schema_of<Colour>().names, (std::vector<std::string>{"red", "green", "blue"}));
  const auto list = schema_of<std::vector<Square>>();
  ASSERT_EQ(list.element.size(), 1u);
  EXPECT_EQ(kinds_of(list.element[0]), "side:u32 ");
  const Schema shape = schema_of<std::variant<Square, Circle>>();
  EXPECT_EQ(shape.names, (std::vector<std::string>{"square", "circle"}));
}

}  // namespace
}  // namespace kula::codec
