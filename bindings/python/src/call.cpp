// SPDX-License-Identifier: Apache-2.0
#include "call.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace ovfkit::python {
namespace {

thread_local CallScope* innermost = nullptr;
thread_local std::shared_ptr<CallScope::Pending> innermost_pending;

py::object error_type() { return package_attribute("base", "Error"); }

/// Asked while a request waits.
struct GoOn {
    Callback callback;
    bool operator()() const {
        bool answer = true;
        const bool ran = callback.run([&] {
            if (callback.given()) answer = callback.callable()().cast<bool>();
        });
        return ran && answer;
    }
};

/// Sleeps between two attempts. Without a function of the caller's it wakes up to look for signals; what it finds ends
/// the request when that is asked whether to go on.
struct Wait {
    Callback callback;
    void operator()(std::chrono::milliseconds time) const {
        if (callback.given()) {
            callback.run([&] { callback.callable()(to_python(time)); });
            return;
        }
        constexpr std::chrono::milliseconds step{50};
        for (std::chrono::milliseconds left = time; left.count() > 0; left -= step) {
            std::this_thread::sleep_for(std::min(left, step));
            if (!callback.run([] {})) return;
        }
    }
};

struct OnProgress {
    Callback callback;
    bool operator()(const Progress& progress) const {
        bool answer = true;
        const bool ran = callback.run([&] {
            if (!callback.given()) return;
            // Nothing, which is what a function without `return` answers, is no wish to stop.
            const py::object said = callback.callable()(to_python(progress));
            answer = said.is_none() || py::bool_(said);
        });
        return ran && answer;
    }
};

template <class Wrapper, class Function>
py::object callable_in(const Function& function) {
    const Wrapper* wrapper = function.template target<Wrapper>();
    return wrapper ? py::reinterpret_borrow<py::object>(wrapper->callback.callable()) : py::object(py::none());
}

/// Takes the lock by `take`, or never comes back.
template <class Take>
auto or_stand_still(Take&& take) noexcept {
    try {
        return take();
    } catch (...) {  // what unwinds the thread: Python itself throws nothing
        for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
    }
}

}  // namespace

WithoutLock::~WithoutLock() {
    or_stand_still([this] { PyEval_RestoreThread(state_); });
}

WithLock::WithLock() : state_(or_stand_still([] { return PyGILState_Ensure(); })) {}

void raise(const Error& error, const Diagnostics* diagnostics) {
    const py::object exception = to_python(error);
    if (diagnostics) exception.attr("diagnostics") = py::tuple(to_python(diagnostics->all()));
    PyErr_SetObject(error_type().ptr(), exception.ptr());
    throw py::error_already_set();
}

Error closed(const std::string& what) { return {ErrorCode::invalid_argument, what + " is closed", {}, {}}; }

void hand_over(const Diagnostics& diagnostics, py::handle into) {
    if (into.is_none()) return;
    into.attr("extend")(to_python(diagnostics.all()));
    if (!py::hasattr(into, "dropped")) return;
    const py::object before = into.attr("dropped");
    into.attr("dropped") = before + py::int_(diagnostics.dropped());
}

CallScope::Adopted::Adopted(const CallScope& scope) { innermost_pending = scope.pending_; }
CallScope::Adopted::~Adopted() { innermost_pending.reset(); }

CallScope::CallScope() : outer_(innermost), before_(innermost_pending) {
    innermost = this;
    innermost_pending = pending_;
}

CallScope::~CallScope() {
    innermost = outer_;
    innermost_pending = before_;
}

void CallScope::rethrow() const {
    // A call that makes callbacks for threads of the library has a scope around the one of its work.
    for (const CallScope* scope = this; scope; scope = scope->outer_)
        if (scope->pending_->first) std::rethrow_exception(std::exchange(scope->pending_->first, nullptr));
}

void CallScope::look_for_signals() const {
    const WithLock lock;
    if (pending_->first || PyErr_CheckSignals() == 0) return;
    try {
        throw py::error_already_set();
    } catch (...) {
        pending_->first = std::current_exception();
    }
}

std::shared_ptr<CallScope::Pending> CallScope::current() { return innermost_pending; }

Callback::Callback(py::handle callable) : made_for_(CallScope::current()) {
    if (!callable.is_none() && !PyCallable_Check(callable.ptr()))
        throw py::type_error(std::string("expected something to call, not ") + Py_TYPE(callable.ptr())->tp_name);
    callable_ = std::shared_ptr<PyObject>(callable.inc_ref().ptr(), [](PyObject* object) {
        if (!Py_IsInitialized()) return;  // too late: the interpreter took everything down
        const WithLock lock;
        Py_DECREF(object);
    });
}

bool Callback::usable() { return Py_IsInitialized() != 0; }

std::shared_ptr<CallScope::Pending> Callback::scope() const {
    if (auto here = CallScope::current()) return here;
    return made_for_.lock();
}

void Callback::check_signals() {
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
}

// A callback that belongs to no call any more has nobody to tell but the interpreter's hook for such things.
void Callback::keep(const std::shared_ptr<CallScope::Pending>& pending) {
    if (pending) {
        pending->first = std::current_exception();
        return;
    }
    try {
        throw;
    } catch (py::error_already_set& error) {
        error.discard_as_unraisable("a callback of ovfkit");
    } catch (...) {
    }
}

py::object Convert<Error>::to(const Error& error) {
    return error_type()(to_python(error.code), to_python(error.message), to_python(error.where), to_python(error.rule));
}

void Convert<Error>::from(Error& error, py::handle object) {
    if (!py::isinstance(object, error_type())) throw py::type_error("expected Error");
    Convert<ErrorCode>::from(error.code, object.attr("code"));
    Convert<std::string>::from(error.message, object.attr("message"));
    Convert<Location>::from(error.where, object.attr("where"));
    Convert<std::string_view>::from(error.rule, object.attr("rule"));
}

py::object Convert<std::function<bool()>>::to(const std::function<bool()>& value) { return callable_in<GoOn>(value); }
void Convert<std::function<bool()>>::from(std::function<bool()>& value, py::handle object) {
    value = GoOn{Callback(object)};
}

using WaitFunction = std::function<void(std::chrono::milliseconds)>;
py::object Convert<WaitFunction>::to(const WaitFunction& value) { return callable_in<Wait>(value); }
void Convert<WaitFunction>::from(WaitFunction& value, py::handle object) { value = Wait{Callback(object)}; }

py::object Convert<ProgressCallback>::to(const ProgressCallback& value) { return callable_in<OnProgress>(value); }
void Convert<ProgressCallback>::from(ProgressCallback& value, py::handle object) {
    value = OnProgress{Callback(object)};
}

}  // namespace ovfkit::python
