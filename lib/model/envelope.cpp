// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/envelope.hpp>

namespace ovfkit::model {
namespace {

template <class T>
bool equal(const T& a, const T& b) {
    return a.tied() == b.tied() && a.attributes == b.attributes && a.extensions == b.extensions;
}

}  // namespace

VirtualSystem::VirtualSystem() = default;
VirtualSystem::VirtualSystem(const VirtualSystem&) = default;
VirtualSystem::VirtualSystem(VirtualSystem&&) noexcept = default;
VirtualSystem& VirtualSystem::operator=(const VirtualSystem&) = default;
VirtualSystem& VirtualSystem::operator=(VirtualSystem&&) noexcept = default;
VirtualSystem::~VirtualSystem() = default;
bool operator==(const VirtualSystem& a, const VirtualSystem& b) { return equal(a, b); }

VirtualSystemCollection::VirtualSystemCollection() = default;
VirtualSystemCollection::VirtualSystemCollection(const VirtualSystemCollection&) = default;
VirtualSystemCollection::VirtualSystemCollection(VirtualSystemCollection&&) noexcept = default;
VirtualSystemCollection& VirtualSystemCollection::operator=(const VirtualSystemCollection&) = default;
VirtualSystemCollection& VirtualSystemCollection::operator=(VirtualSystemCollection&&) noexcept = default;
VirtualSystemCollection::~VirtualSystemCollection() = default;
bool operator==(const VirtualSystemCollection& a, const VirtualSystemCollection& b) { return equal(a, b); }

Envelope::Envelope() = default;
Envelope::Envelope(const Envelope&) = default;
Envelope::Envelope(Envelope&&) noexcept = default;
Envelope& Envelope::operator=(const Envelope&) = default;
Envelope& Envelope::operator=(Envelope&&) noexcept = default;
Envelope::~Envelope() = default;
bool operator==(const Envelope& a, const Envelope& b) { return equal(a, b); }

// Out of line because a collection holds contents: its comparison is complete only here.
bool operator==(const Content& a, const Content& b) { return a.node == b.node; }

}  // namespace ovfkit::model
