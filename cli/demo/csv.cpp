#include "cli/demo/csv.h"

#include "ledger/codec/traits.h"

namespace kula::cli::demo {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(without_byte_order_mark(text)) {}

  std::vector<CsvRecord> run() {
    std::vector<CsvRecord> records;
    while (at_ < text_.size()) {
      record_ = {++row_, line_, {}, {}};
      read_record();
      const bool empty = record_.fields.size() == 1 && record_.fields[0].empty();
      if (!empty || !record_.fault.empty()) records.push_back(std::move(record_));
    }
    return records;
  }

 private:
  void read_record() {
    do {
      read_field();
    } while (take(','));
    skip_line_end();
    for (const auto& field : record_.fields) {
      if (!codec::is_valid_utf8(field)) record_.fault = "the text is not UTF-8";
    }
  }

  void read_field() {
    std::string field;
    if (take('"')) {
      read_quoted(field);
    } else {
      while (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) {
        if (text_[at_] == '"') record_.fault = "a quote inside a field that does not begin with one";
        field += text_[at_++];
      }
    }
    record_.fields.push_back(std::move(field));
  }

  void read_quoted(std::string& field) {
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"' && !take('"')) {
        if (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) {
          record_.fault = "text after a closing quote";
          while (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) field += text_[at_++];
        }
        return;
      }
      if (c == '\n') ++line_;
      field += c;
    }
    record_.fault = "a quote is never closed: the rest of the file was not read";
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] bool at_line_end() const {
    return text_[at_] == '\n' || (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ||
           (text_[at_] == '\r' && at_ + 1 == text_.size());
  }
  void skip_line_end() {
    take('\r');
    if (take('\n')) ++line_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t row_ = 0;
  std::size_t line_ = 1;
  CsvRecord record_;
};

}  // namespace

std::string_view without_byte_order_mark(std::string_view text) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  return text;
}

std::vector<CsvRecord> parse_csv(std::string_view text) { return Parser(text).run(); }

}  // namespace kula::cli::demo
