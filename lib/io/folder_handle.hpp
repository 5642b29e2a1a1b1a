// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/stat.h>

#include <string>
#include <string_view>

#include <ovfkit/base/result.hpp>

#include "io/system.hpp"

namespace ovfkit::io {

/// Opens the folder called `name` in `directory` without following a link there; errno tells why it is not open. One
/// that may not be read can still be used to reach what is in it.
[[nodiscard]] Descriptor open_folder_at(int directory, const std::string& name);

/// A place in a folder: the handle of the folder that is next to it, and the last part of its name.
struct Place {
    Descriptor folder;
    std::string name;
};

/// Goes to the place called `name` below `root`, part by part and never through a link, so that nothing outside can be
/// meant whoever changes the tree meanwhile. `path` is that of `root`, for messages.
[[nodiscard]] Result<Place> go_to(int root, std::string_view name, const std::string& path);

/// Which file something is, whatever it is called.
struct Identity {
    dev_t device = 0;
    ino_t number = 0;

    friend bool operator==(const Identity& a, const Identity& b) {
        return a.device == b.device && a.number == b.number;
    }
};

[[nodiscard]] Identity identity_of(int descriptor);
/// Removes `name` from `directory` if it is still what it was; `flags` are those of unlinkat(2).
void remove_if_same(int directory, const std::string& name, const Identity& was, int flags);

}  // namespace ovfkit::io
