// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <utility>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/progress.hpp>
#include <ovfkit/base/result.hpp>

#include "convert.hpp"

/// How functions are called in both directions: the library without the interpreter's lock, and Python out of the
/// library.
namespace ovfkit::python {

/// Lets go of the interpreter's lock, and takes it back at the end.
///
/// An interpreter that shuts down ends the thread of a daemon that wants the lock, by unwinding its stack; that goes
/// through destructors, where it ends the process instead. Such a thread stands still here until the process is gone.
class WithoutLock {
public:
    WithoutLock() : state_(PyEval_SaveThread()) {}
    ~WithoutLock();
    WithoutLock(const WithoutLock&) = delete;
    WithoutLock& operator=(const WithoutLock&) = delete;

private:
    PyThreadState* state_;
};

/// Has the interpreter's lock, on any thread, whoever had it before; else as `WithoutLock`.
class WithLock {
public:
    WithLock();
    ~WithLock() { PyGILState_Release(state_); }
    WithLock(const WithLock&) = delete;
    WithLock& operator=(const WithLock&) = delete;

private:
    PyGILState_STATE state_;
};

/// Raises `ovfkit.Error`. Findings, when there are any, are its `diagnostics`.
[[noreturn]] void raise(const Error& error, const Diagnostics* diagnostics = nullptr);

/// What is answered about something that was closed: `what` is such as `the store`.
[[nodiscard]] Error closed(const std::string& what);

/// Appends the findings to the Python list `into`, unless it is None.
void hand_over(const Diagnostics& diagnostics, py::handle into);

/// What a call keeps for its end: the exception that a Python callback raised meanwhile. Exceptions cannot pass through
/// the library, so a callback that fails answers the most careful thing, and its exception is raised once the library
/// has returned.
///
/// One stands on the stack of every call that can run callbacks. A callback belongs to the innermost call of the thread
/// that it runs on: a cache asks on the thread of whoever needs the answer, and that is who gets the exception. One
/// that runs on a thread of the library belongs to the call it was made for.
class CallScope {
public:
    CallScope();
    ~CallScope();
    CallScope(const CallScope&) = delete;
    CallScope& operator=(const CallScope&) = delete;

    /// Raises what a callback raised.
    void rethrow() const;
    /// Takes the interpreter's lock and lets it handle signals; an exception of that is kept as one of a callback.
    void look_for_signals() const;

    struct Pending {
        std::exception_ptr first;
    };
    [[nodiscard]] static std::shared_ptr<Pending> current();

    /// Makes callbacks on this thread, which is one of the library, belong to a call of another one.
    class Adopted {
    public:
        explicit Adopted(const CallScope& scope);
        ~Adopted();
        Adopted(const Adopted&) = delete;
        Adopted& operator=(const Adopted&) = delete;
    };

private:
    std::shared_ptr<Pending> pending_ = std::make_shared<Pending>();
    CallScope* outer_;
    std::shared_ptr<Pending> before_;  // what callbacks belong to again when this is over
};

/// A Python callable that may be copied, kept, called and destroyed on any thread, with the interpreter's lock or
/// without.
class Callback {
public:
    /// None stands for "nothing was given". Throws `py::type_error` for what cannot be called.
    explicit Callback(py::handle callable);

    /// Takes the lock, looks for signals such as Ctrl-C, and runs `use`, which calls `callable()`. False when that
    /// raised something, or something was raised before in the same call.
    template <class Use>
    bool run(Use&& use) const {
        if (!usable()) return false;
        const WithLock lock;
        const std::shared_ptr<CallScope::Pending> pending = scope();
        if (pending && pending->first) return false;
        try {
            check_signals();
            use();
            return true;
        } catch (...) {
            keep(pending);
            return false;
        }
    }
    [[nodiscard]] py::handle callable() const { return callable_.get(); }
    [[nodiscard]] bool given() const { return !callable().is_none(); }

private:
    [[nodiscard]] static bool usable();
    [[nodiscard]] std::shared_ptr<CallScope::Pending> scope() const;
    static void check_signals();
    static void keep(const std::shared_ptr<CallScope::Pending>& pending);

    std::shared_ptr<PyObject> callable_;
    std::weak_ptr<CallScope::Pending> made_for_;
};

/// Calls the library without the interpreter's lock, and raises what callbacks raised meanwhile.
template <class Work>
auto unlocked(Work&& work) {
    const CallScope scope;
    auto result = [&] {
        const WithoutLock release;
        return work();
    }();
    scope.rethrow();
    return result;
}

/// The same for work that the library may spread over threads of its own: it runs beside this thread, which meanwhile
/// looks for signals such as Ctrl-C, because only the interpreter's main thread can. What it finds ends the work at the
/// next callback of `scope`, which is the one that the callbacks were made in.
template <class Work>
auto watched(const CallScope& scope, Work&& work) {
    auto result = [&] {
        const WithoutLock release;
        auto working = std::async(std::launch::async, [&] {
            const CallScope::Adopted adopted(scope);
            return work();
        });
        while (working.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready) scope.look_for_signals();
        return working.get();
    }();
    scope.rethrow();
    return result;
}

/// The value of a result, or `ovfkit.Error`.
template <class T>
T value_of(Result<T> result, const Diagnostics* diagnostics = nullptr) {
    if (!result) raise(result.error(), diagnostics);
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// Runs `work(diagnostics)` without the lock; the findings go to the list `into`, and the result is that of `work`.
template <class Work>
auto with_findings(py::handle into, Work&& work) {
    Diagnostics diagnostics;
    auto result = unlocked([&] { return work(diagnostics); });
    hand_over(diagnostics, into);
    return value_of(std::move(result), &diagnostics);
}

template <>
struct Convert<Error> {
    static py::object to(const Error& error);
    static void from(Error& error, py::handle object);
};

// Functions that are fields of options. None makes one that does what the library would do itself, and sees to signals.

template <>
struct Convert<std::function<bool()>> {
    static py::object to(const std::function<bool()>& value);
    static void from(std::function<bool()>& value, py::handle object);
};
template <>
struct Convert<std::function<void(std::chrono::milliseconds)>> {
    static py::object to(const std::function<void(std::chrono::milliseconds)>& value);
    static void from(std::function<void(std::chrono::milliseconds)>& value, py::handle object);
};
template <>
struct Convert<ProgressCallback> {
    static py::object to(const ProgressCallback& value);
    static void from(ProgressCallback& value, py::handle object);
};

}  // namespace ovfkit::python
