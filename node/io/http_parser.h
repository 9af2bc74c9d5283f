// HTTP/1.1 requests out of bytes, as they come. Hides Boost.Beast's parser: its templates are instantiated in
// one file.
#pragma once

#include <functional>
#include <memory>

#include "node/io/http_message.h"

namespace kula::io {

class HttpParser {
 public:
  // The most bytes a body may have, told by method and target once the header is complete.
  using BodyLimit = std::function<std::size_t(std::string_view method, std::string_view target)>;
  explicit HttpParser(BodyLimit body_limit);
  HttpParser(HttpParser&&) noexcept;
  HttpParser& operator=(HttpParser&&) noexcept;
  ~HttpParser();

  // without_length: a body in chunks. Nobody here sends one, and what reads them has more faults than the
  // rest.
  enum class State : std::uint8_t {
    needs_more,
    complete,
    malformed,
    without_length,
    header_too_large,
    body_too_large
  };
  // Takes from the front of `bytes` what belongs to the current request and adds to `taken` how many those
  // are. After an error the connection cannot go on.
  [[nodiscard]] State feed(ByteView bytes, std::size_t& taken);
  // REQUIRES complete. The parser then waits for the next request.
  [[nodiscard]] HttpRequest take();
  // The client waits for "100 Continue" before it sends the body. True once a request.
  [[nodiscard]] bool should_continue();

 private:
  struct Parser;
  BodyLimit body_limit_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace kula::io
