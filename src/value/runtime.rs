//! What a rule over values may ask of the engine, and no more.

use super::members::MemberInfo;
use super::{Machine, PsStr, Res, ScriptBlock, TypeRef, Value};
use std::rc::Rc;

/// The engine, as values see it.
pub trait Runtime {
    /// Run a script block and collect what it writes. `underscore` becomes `$_`; `args` become `$args` or bind to its parameters.
    fn invoke_block(&mut self, block: &Rc<ScriptBlock>, underscore: Option<Value>, args: &[Value]) -> Res<Vec<Value>>;

    /// Run a script method or property with `$this`.
    fn invoke_with_this(&mut self, block: &Rc<ScriptBlock>, this: &Value, args: &[Value]) -> Res<Value>;

    /// `$OFS`, which joins an array in a string; a blank where it is not set.
    fn output_field_separator(&mut self) -> String;

    /// A type by the name it was written with: accelerators, `using namespace` and script classes count.
    fn find_type(&mut self, name: &str) -> Option<TypeRef>;

    /// Whether a script class has a member, and then its answer: members of user classes live in the engine.
    fn class_property(&mut self, this: &Value, name: &str) -> Option<Res<Value>>;

    /// Construct an instance of a script's class; `None` where the type is none.
    fn class_new(&mut self, ty: TypeRef, args: &[Value]) -> Option<Res<Value>>;

    /// Call a method of a script's class on an instance; `None` where it has none of that name.
    fn class_invoke(&mut self, this: &Value, name: &str, args: &[Value]) -> Option<Res<Value>>;

    /// Call a static method of a script's class (its operators among them); `None` where it has none of that name.
    fn class_invoke_static(&mut self, _ty: TypeRef, _name: &str, _args: &[Value]) -> Option<Res<Value>> {
        None
    }

    /// The properties of a script's class that can be set, with their types.
    fn class_properties(&mut self, _ty: TypeRef) -> Vec<(PsStr, TypeRef)> {
        Vec::new()
    }

    /// The properties and methods of a script's class, as `Get-Member` lists them.
    fn class_members(&mut self, _ty: TypeRef) -> Vec<MemberInfo> {
        Vec::new()
    }

    /// A property of a script block that only the engine knows (`Ast`, `Module`, `File`).
    fn block_property(&mut self, _block: &Rc<ScriptBlock>, _name: &str) -> Option<Res<Value>> {
        None
    }

    /// A method of a script block (`Invoke`, `InvokeReturnAsIs`, `GetNewClosure`, ...); `None` where it has none of that name.
    fn block_invoke(&mut self, _block: &Rc<ScriptBlock>, _name: &str, _args: &[Value]) -> Option<Res<Value>> {
        None
    }

    /// `[scriptblock]::Create(text)`.
    fn block_create(&mut self, _text: &str) -> Res<Value> {
        Ok(Value::Null)
    }

    /// Now, in 100-nanosecond ticks since 0001-01-01, UTC: the host's clock.
    fn now_ticks(&mut self) -> i64;

    /// Files, environment variables, the console.
    fn machine(&mut self) -> &mut dyn Machine;

    /// The engine itself, for members that only it can serve (`$ExecutionContext`, `ParseInput`).
    fn as_any(&mut self) -> &mut dyn std::any::Any;
}
