// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/task/import_evidence.hpp>

#include <algorithm>
#include <utility>

#include <ovfkit/report/inspect.hpp>
#include <ovfkit/trust/signed_trust.hpp>

namespace ovfkit::task {
namespace {

void add_as_warnings(const Diagnostics& found, Diagnostics& diagnostics) {
    for (Diagnostic diagnostic : found) {
        diagnostic.severity = std::min(diagnostic.severity, Severity::warning);
        diagnostics.add(std::move(diagnostic));
    }
}

/// That there is no statement is no finding; the reasons of the decision say it.
void judge_statement(const EvidenceOptions& options, Source& source, trust::Evidence& evidence) {
    crypto::SignatureOptions at;
    at.time = options.time;
    const trust::TrustSignature signature = trust::verify_trust(*source.descriptor, options.anchors, at);
    if (!options.signatures && signature.state != trust::SignedTrust::altered) return;
    Diagnostics found;
    if (signature.state != trust::SignedTrust::absent) trust::report(signature, *source.descriptor, found);
    add_as_warnings(found, source.diagnostics);
    evidence.signed_trust = signature.state;
    evidence.signature_strength = signature.strength;
}

}  // namespace

trust::Evidence collect_evidence(Source& source, const EvidenceOptions& options) {
    if (!source.descriptor) return {};
    trust::Evidence evidence = report::collect_trust(*source.descriptor, source.diagnostics);
    judge_statement(options, source, evidence);
    evidence.disowned = source.disowned || (source.package && source.package->descriptor_is_disowned());
    if (source.package) evidence.manifest_digest = source.package->manifest_digest();
    return evidence;
}

}  // namespace ovfkit::task
