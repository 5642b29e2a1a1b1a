// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/model/envelope.hpp>
#include <ovfkit/model/view.hpp>

/// Carries a descriptor from one dialect into another, and lists what the target cannot hold.
namespace ovfkit::convert {

/// Which of the trust flag's names are written into an oVirt dialect.
enum class TrustNames : std::uint8_t {
    engine_and_documented,  ///< `TrustedService`, which the engine reads, beside the documented names
    engine_only,            ///< `TrustedService` for the cluster; the host flag has only its documented name
    documented_only,        ///< `TrustedHostFlag` and `trusted_cluster_flag`
};

/// What to convert into.
struct Options {
    /// The grammar that is written.
    descriptor::Grammar target = descriptor::Grammar::ovf_1;
    /// What the entity becomes; empty: what it is.
    std::optional<model::EntityKind> as;
    /// How trust flags are spelled in an oVirt dialect.
    TrustNames trust_names = TrustNames::engine_and_documented;
    /// Marks the trust section of a standard dialect `ovf:required="true"`, so that a consumer that does not understand
    /// trust must refuse the package (DSP0243 1.1.1, 7.3).
    bool require_trust_understood = false;
    /// Only the entity of this id, or, if none has it, of this name, as a document of its own; empty: all.
    std::string entity;
    /// The moment of the conversion in seconds since 1970, written as the export date; empty: that of the source, if
    /// any.
    std::optional<std::int64_t> now;
};

/// How a value fared that could not be carried as it is.
enum class LossKind : std::uint8_t {
    dropped,   ///< not in the output
    weakened,  ///< in the output with less meaning or precision
    renamed,   ///< in the output under another name or spelling that some reader may not know
};

/// `dropped`, `weakened` or `renamed`.
[[nodiscard]] std::string_view to_string(LossKind kind) noexcept;

/// A value of the source that the target could not take as it is.
struct Loss {
    /// How it fared.
    LossKind kind = LossKind::dropped;
    std::string path;     ///< of the value in the source, such as `/Envelope/VirtualSystem/EulaSection`
    std::string message;  ///< one sentence: what is lost and why
    Location where;       ///< in the source
};

/// One document of the target dialect.
struct Output {
    std::string id;    ///< of the entity; of a document with several: of the first content
    std::string name;  ///< of the entity; may be empty
    /// What the entity has become.
    model::EntityKind kind = model::EntityKind::vm;
    /// The document as a model.
    model::Envelope envelope;
    /// The document as it is to be written, in UTF-8.
    std::string bytes;
    /// What did not come along, in document order.
    std::vector<Loss> losses;
};

/// `source` in the dialect that `options` names.
///
/// One output, except that a dialect without collections (both of oVirt) gets one output for each virtual system. Trust
/// flags of the source, those of the collections around an entity included, are in every output. Whatever is in the
/// source and not in an output is in its `losses`; the source's own trust flags are never among them. A
/// signature over them (`trust::sign_trust`) is, because it does not fit another document.
///
/// Fails with `not_found` when `options.entity` names nothing, `invalid_argument` when it names several, and
/// `unsupported` when the source has no virtual system.
[[nodiscard]] Result<std::vector<Output>> convert(const descriptor::Descriptor& source, const Options& options);

}  // namespace ovfkit::convert
