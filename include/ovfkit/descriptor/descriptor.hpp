// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/limits.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/descriptor/dialect.hpp>
#include <ovfkit/model/envelope.hpp>

/// Between bytes and model: detects the dialect, reads, writes, and changes a descriptor without touching a byte that
/// nobody changed.
namespace ovfkit::descriptor {

/// What a reader accepts, and what it calls the source.
struct ReadOptions {
    /// What is refused because it is too large.
    Limits limits;
    /// What the source is called in messages.
    std::string name = "descriptor";
};

/// A descriptor as it was read: its bytes, what they mean, and where everything stands.
///
/// An immutable handle: copies share the same bytes and model, cost nothing, and may be used from many threads. What
/// `envelope()` and `bytes()` return lives as long as any copy of the handle.
class Descriptor {
public:
    /// Reads a descriptor of any dialect.
    ///
    /// Findings go into `diagnostics`, and reading goes on after most of them. Fails when the bytes are no well-formed
    /// XML within the limits (`malformed`, `limit_exceeded`, `unsupported`) or the root element is not an Envelope
    /// (`not_a_descriptor`); the reason is in `diagnostics`, too. Not checked: whether the files that it references
    /// exist, whether references resolve, and everything else that makes a descriptor right; that is validation.
    [[nodiscard]] static Result<Descriptor> parse(std::string bytes, Diagnostics& diagnostics,
                                                  const ReadOptions& options = {});
    /// The same for the contents of a file. `options.name` is replaced by the path.
    [[nodiscard]] static Result<Descriptor> read_file(const std::string& path, Diagnostics& diagnostics,
                                                      ReadOptions options = {});

    /// What the descriptor says, as a model. To change it, copy it, and give the copy to `rewrite`.
    [[nodiscard]] const model::Envelope& envelope() const noexcept;
    /// Which dialect it is in, and what that was concluded from.
    [[nodiscard]] const Dialect& dialect() const noexcept;
    /// The bytes as they were read.
    [[nodiscard]] std::string_view bytes() const noexcept;
    /// What the source is called in messages.
    [[nodiscard]] const std::string& name() const noexcept;

    /// The place of a span of the source: line, column (in characters) and the path of the innermost element around it.
    [[nodiscard]] Location locate(Span span) const;
    /// Line `number` of the source, counted from 1, in UTF-8 and without its end; empty when there is none.
    [[nodiscard]] std::string_view line(std::uint32_t number) const;

    /// \cond private to the library
    struct State;
    explicit Descriptor(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    [[nodiscard]] const State& state() const noexcept { return *state_; }
    /// \endcond

private:
    std::shared_ptr<const State> state_;
};

}  // namespace ovfkit::descriptor
