// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ovfkit/base/span.hpp>
#include <ovfkit/model/extension.hpp>

namespace ovfkit::model {

/// An optional value on the heap that copies deeply and compares by value: a place for what few elements have, so that
/// the many that have none stay small.
template <class T>
class Boxed {
public:
    Boxed() = default;
    /// A box with a value in it.
    Boxed(T value) : value_(std::make_unique<T>(std::move(value))) {}  // NOLINT: a value is a boxed value
    Boxed(const Boxed& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
    Boxed(Boxed&&) noexcept = default;
    Boxed& operator=(const Boxed& other) {
        if (this != &other) value_ = other.value_ ? std::make_unique<T>(*other.value_) : nullptr;
        return *this;
    }
    Boxed& operator=(Boxed&&) noexcept = default;
    ~Boxed() = default;

    /// Whether there is a value.
    [[nodiscard]] bool has_value() const noexcept { return value_ != nullptr; }
    /// The same.
    explicit operator bool() const noexcept { return has_value(); }
    /// The value, which must be there.
    [[nodiscard]] T& operator*() { return *value_; }
    /// The value, which must be there.
    [[nodiscard]] const T& operator*() const { return *value_; }
    /// A member of the value, which must be there.
    [[nodiscard]] T* operator->() { return value_.get(); }
    /// A member of the value, which must be there.
    [[nodiscard]] const T* operator->() const { return value_.get(); }
    /// The value, made first if there is none.
    [[nodiscard]] T& ensure() {
        if (!value_) value_ = std::make_unique<T>();
        return *value_;
    }
    /// Leaves the box empty.
    void reset() noexcept { value_.reset(); }

    friend bool operator==(const Boxed& a, const Boxed& b) {
        return a.has_value() == b.has_value() && (!a.has_value() || *a == *b);
    }
    friend bool operator!=(const Boxed& a, const Boxed& b) { return !(a == b); }

private:
    std::unique_ptr<T> value_;
};

/// One value of a descriptor: absent, present, or present but not readable as a `T`.
///
/// Behaves like `std::optional<T>`, and also remembers where the value was read (`at`), the text when it could not be
/// read (`text`, for example a template marker `@@CPUS@@` where a number belongs) and attributes on the value's element
/// that have no type of their own. Assigning a value keeps the place, so that an edit can be written back there.
/// Two fields are equal when value, unreadable text and extra attributes are; the place does not count.
template <class T>
class Field {
public:
    Field() = default;
    /// A field with a value, that was read nowhere.
    Field(T value) : value_(std::move(value)), present_(true) {}  // NOLINT: a value is a field
    /// An absent field.
    Field(std::nullopt_t) {}  // NOLINT: as std::optional

    /// Gives it a value; place and extra attributes stay.
    Field& operator=(T value) {
        value_ = std::move(value);
        present_ = true;
        if (extra_) extra_->text.clear();
        return *this;
    }
    /// Makes it absent: value, unreadable text and extra attributes go.
    Field& operator=(std::nullopt_t) { return reset(), *this; }

    /// Whether there is a value; false also for a text that could not be read.
    [[nodiscard]] bool has_value() const noexcept { return present_; }
    /// The same.
    explicit operator bool() const noexcept { return present_; }
    /// The value; without one, a `T` as it is by default.
    [[nodiscard]] const T& operator*() const { return value_; }
    /// The value; without one, a `T` as it is by default.
    [[nodiscard]] T& operator*() { return value_; }
    /// A member of the value.
    [[nodiscard]] const T* operator->() const { return &value_; }
    /// A member of the value.
    [[nodiscard]] T* operator->() { return &value_; }
    /// The value, or `other` when there is none.
    [[nodiscard]] T value_or(T other) const { return present_ ? value_ : std::move(other); }
    /// The value as the standard library has it.
    [[nodiscard]] std::optional<T> optional() const { return present_ ? std::optional<T>(value_) : std::nullopt; }
    /// Makes it absent: value, unreadable text and extra attributes go.
    void reset() {
        value_ = T{};
        present_ = false;
        extra_.reset();
    }

    /// The bytes of the value's text in the source: what stands between the tags or the quotes. Unknown if built by
    /// hand.
    [[nodiscard]] Span at() const noexcept { return at_; }
    /// Says where the value stands; for readers.
    void set_at(Span at) noexcept { at_ = at; }

    /// The text as written, when it could not be read as a `T` or was read only by tolerance; otherwise empty.
    [[nodiscard]] const std::string& text() const noexcept {
        static const std::string none;
        return extra_ ? extra_->text : none;
    }
    /// Keeps a text that is no `T`. The field then has no value, is not absent, and is written as this text.
    void set_unreadable(std::string text) {
        value_ = T{};
        present_ = false;
        extra_.ensure().text = std::move(text);
    }
    /// Keeps the text of a value that was understood by tolerance (such as `yes` for a trust flag).
    void set_written_as(std::string text) { extra_.ensure().text = std::move(text); }
    /// Neither a value nor an unreadable text.
    [[nodiscard]] bool absent() const noexcept { return !present_ && text().empty(); }

    /// Attributes on the value's own element that no other field holds, in document order.
    [[nodiscard]] const std::vector<Attribute>& attributes() const noexcept {
        static const std::vector<Attribute> none;
        return extra_ ? extra_->attributes : none;
    }
    /// Takes the place of those that it had.
    void set_attributes(std::vector<Attribute> attributes) {
        if (!attributes.empty() || extra_) extra_.ensure().attributes = std::move(attributes);
    }

    friend bool operator==(const Field& a, const Field& b) {
        if (a.present_ != b.present_ || !(a.attributes() == b.attributes())) return false;
        return a.present_ ? a.value_ == b.value_ : a.text() == b.text();
    }
    friend bool operator!=(const Field& a, const Field& b) { return !(a == b); }

private:
    struct Extra {
        std::string text;
        std::vector<Attribute> attributes;
    };
    T value_{};
    Boxed<Extra> extra_;
    Span at_{};
    bool present_ = false;
};

/// A text that message bundles can replace: `ovf:msgid` names the message (DSP0243 1.1.1, 10). Empty id: not localised.
struct Msg {
    /// The words as they stand in the descriptor.
    std::string text;
    /// The attribute `msgid`; empty when there is none.
    std::string msgid;

    Msg() = default;
    /// Words without an id.
    Msg(std::string words) : text(std::move(words)) {}  // NOLINT: a text is a message without an id
    /// Words without an id.
    Msg(const char* words) : text(words) {}  // NOLINT: as above
    /// Words that the message `id` of a bundle can replace.
    Msg(std::string words, std::string id) : text(std::move(words)), msgid(std::move(id)) {}

    friend bool operator==(const Msg& a, const Msg& b) { return a.text == b.text && a.msgid == b.msgid; }
    friend bool operator!=(const Msg& a, const Msg& b) { return !(a == b); }
};

/// What every element of the model has: its place, and what it holds that has no type of its own.
struct Element {
    Span at{};                          ///< the whole element, from `<` to behind `>`; unknown if built by hand
    std::vector<Attribute> attributes;  ///< foreign and unknown attributes, in document order
    std::vector<Extension>
        extensions;  ///< foreign and unknown children, comments and processing instructions, in document order
};

/// Elements are equal when their members are; where they were read does not count. Each type lists its members once,
/// in `tied()`.
template <class T, class = decltype(std::declval<const T&>().tied())>
[[nodiscard]] bool operator==(const T& a, const T& b) {
    return a.tied() == b.tied() && a.attributes == b.attributes && a.extensions == b.extensions;
}
/// Not equal.
template <class T, class = decltype(std::declval<const T&>().tied())>
[[nodiscard]] bool operator!=(const T& a, const T& b) {
    return !(a == b);
}

}  // namespace ovfkit::model
