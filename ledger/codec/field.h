// field("name", member): what a type's serialize() hands to an archive. The only codec header that types
// include.
#pragma once

namespace kula::codec {

template <class T>
struct Field {
  const char* name;
  T& value;
};

template <class T>
[[nodiscard]] constexpr Field<T> field(const char* name, T& value) {
  return {name, value};
}

// True for types whose value depends on when a run happened (times, heights, transaction ids, hashes over
// them), not on what it did. A stable digest leaves them out, so that two runs of the same work can be
// compared.
template <class T>
inline constexpr bool kRunDependent = false;

}  // namespace kula::codec
