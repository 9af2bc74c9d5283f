// Expected<T, E>: a value or the reason why there is none. A well-kept library type under our name.
#pragma once

#include <tl/expected.hpp>
#include <utility>

namespace kula {

template <class T, class E>
using Expected = tl::expected<T, E>;

template <class E>
[[nodiscard]] auto fail(E&& error) {
  return tl::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

}  // namespace kula
