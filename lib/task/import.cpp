// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/task/import.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include <ovfkit/report/inspect.hpp>
#include <ovfkit/trust/signed_trust.hpp>

namespace ovfkit::task {
namespace {

std::optional<trust::SignedTrust> judged_signature(const descriptor::Descriptor& descriptor,
                                                   const EvidenceOptions& options, Diagnostics& diagnostics) {
    const trust::TrustSignature signature = trust::verify_trust(descriptor, options.anchors, {options.time, false});
    if (!options.judge_signature && signature.state != trust::SignedTrust::altered) return std::nullopt;
    Diagnostics found;
    if (signature.state != trust::SignedTrust::absent) trust::report(signature, descriptor, found);
    for (Diagnostic finding : found) {
        finding.severity = std::min(finding.severity, Severity::warning);
        diagnostics.add(std::move(finding));
    }
    return signature.state;
}

}  // namespace

trust::Evidence import_evidence(const descriptor::Descriptor& descriptor, const package::Package* package,
                                const EvidenceOptions& options, Diagnostics& diagnostics) {
    trust::Evidence evidence = report::collect_trust(descriptor, diagnostics);
    evidence.signed_trust = judged_signature(descriptor, options, diagnostics);
    evidence.disowned = package != nullptr && package->descriptor_is_disowned();
    return evidence;
}

}  // namespace ovfkit::task
