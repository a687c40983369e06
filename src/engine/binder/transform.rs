//! An argument becomes a parameter's type: PowerShell's conversions, with what parameters do differently (Booleans take no
//! text, scalars take no lists, script parameters say "transformation").

use super::fault::{self, Bind, Fault};
use crate::engine::{Command, Engine, Parameter, Rule};
use crate::syntax::ast::Span;
use crate::value::{ErrorCategory, ErrorRecord, Raise, Res, TypeKind, TypeRef, Value, convert, known, types};
use std::rc::Rc;

const INVALID_CAST: &str = "System.Management.Automation.PSInvalidCastException";

/// Convert an argument for a parameter, or say why not. `script`: a function's parameter.
pub fn coerce(engine: &mut Engine, command: &Rc<dyn Command>, parameter: &Parameter, value: Value, script: bool, span: Option<Span>) -> Bind<Value> {
    if let Some(answer) = command.convert(parameter, &value) {
        return answer.map_err(|raise| fault::cannot_convert(&parameter.name, &raise, span));
    }
    let Some(ty) = parameter.type_ref else { return Ok(value) };
    if is_already(&value, ty) {
        return Ok(value);
    }
    let binding = command.signature().cmdlet_binding;
    let converted = if script { script_argument(engine, value, ty, binding) } else { cmdlet_argument(engine, parameter, value, ty, span)? };
    converted.map_err(|raise| match script {
        true => fault::transformation(&parameter.name, &raise, span),
        false => fault::cannot_convert(&parameter.name, &raise, span),
    })
}

/// Convert for the variable of a script parameter: default values and arguments alike.
fn script_argument(engine: &mut Engine, value: Value, ty: TypeRef, cmdlet_binding: bool) -> Res<Value> {
    if ty == known::PS_REFERENCE {
        return match value.type_ref() {
            Some(own) if own == ty => Ok(value),
            _ => Err(ErrorRecord::raise(INVALID_CAST, "Reference type is expected in argument.", "ReferenceTypeExpected", ErrorCategory::InvalidArgument)),
        };
    }
    if is_truth(ty) {
        check_truth(&value, ty)?;
    }
    if cmdlet_binding && ty == known::STRING && matches!(value.base(), Value::Array(_)) {
        return Err(ErrorRecord::raise(
            INVALID_CAST,
            "Cannot convert value to type System.String.",
            "InvalidCastFromAnyTypeToString",
            ErrorCategory::InvalidArgument,
        ));
    }
    convert::to(&value, ty, engine)
}

fn cmdlet_argument(engine: &mut Engine, parameter: &Parameter, value: Value, ty: TypeRef, span: Option<Span>) -> Bind<Res<Value>> {
    if is_truth(ty) {
        if value.is_null() && ty == known::BOOLEAN {
            return Err(fault::empty(&parameter.name, fault::Empty::Null, span));
        }
        if let Err(raise) = check_truth(&value, ty) {
            return Ok(Err(raise));
        }
    }
    let scalar = ty.kind != TypeKind::Array && ty.kind != TypeKind::Enum && ty.kind != TypeKind::Interface && ty.generic.is_none();
    if scalar && is_list(&value) && !takes_lists(ty) {
        let list_type = value.type_ref().map_or("System.Object[]", |t| t.full_name);
        return Err(fault::list_for_scalar(parameter, list_type, span));
    }
    Ok(convert::to(&value, ty, engine))
}

fn takes_lists(ty: TypeRef) -> bool {
    ty == known::OBJECT || ty == known::PS_OBJECT || ty == known::ARRAY || ty.implements("System.Collections.IEnumerable") && ty != known::STRING
}

pub fn is_list(value: &Value) -> bool {
    matches!(value.base(), Value::Array(_) | Value::List(_))
}

fn is_truth(ty: TypeRef) -> bool {
    ty == known::BOOLEAN || ty == known::SWITCH_PARAMETER
}

/// Booleans and switches take Booleans and numbers, and no text.
fn check_truth(value: &Value, ty: TypeRef) -> Result<(), Raise> {
    use Value::{Bool, Byte, Decimal, Double, Int16, Int32, Int64, SByte, Single, Switch, UInt16, UInt32, UInt64};
    match value.base() {
        Bool(_) | Switch(_) | SByte(_) | Byte(_) | Int16(_) | UInt16(_) | Int32(_) | UInt32(_) | Int64(_) | UInt64(_) | Single(_) | Double(_) | Decimal(_) => {
            Ok(())
        }
        other => {
            let own = other.type_ref().map_or("", |t| t.full_name);
            let message = format!(
                "Cannot convert value \"{own}\" to type \"{}\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.",
                ty.full_name
            );
            Err(ErrorRecord::raise(INVALID_CAST, message, "InvalidCast", ErrorCategory::InvalidArgument))
        }
    }
}

/// Whether a value needs no conversion to be an argument of the type.
pub fn is_already(value: &Value, ty: TypeRef) -> bool {
    if ty == known::OBJECT || ty == known::PS_OBJECT {
        return true;
    }
    match value.type_ref() {
        Some(own) => own == ty || (ty != known::PS_CUSTOM_OBJECT && own.is_a(ty)),
        None => false,
    }
}

/// Whether a parameter takes a value from the pipeline without conversion: its own type, or for a list one item or a list of items.
pub fn fits(value: &Value, parameter: &Parameter) -> bool {
    let Some(ty) = parameter.type_ref else { return true };
    if value.is_null() {
        return ty.kind != TypeKind::Struct && ty.kind != TypeKind::Enum;
    }
    if is_already(value, ty) {
        return true;
    }
    match ty.element {
        Some(element) if is_list(value) => Engine::enumerate(value).is_some_and(|items| items.iter().all(|item| is_already(item, element))),
        Some(element) => is_already(value, element),
        None => false,
    }
}

/// `[PSTypeName('X')]`: the object must carry the type name.
pub fn check_type_name(parameter: &Parameter, value: &Value, span: Option<Span>) -> Bind {
    let Some(wanted) = parameter.rules.iter().find_map(|r| if let Rule::TypeName(name) = r { Some(name) } else { None }) else { return Ok(()) };
    if value.is_null() {
        return Ok(());
    }
    let items = match parameter.type_ref.and_then(|t| t.element) {
        Some(_) => Engine::enumerate(value).unwrap_or_else(|| vec![value.clone()]),
        None => vec![value.clone()],
    };
    for item in &items {
        if !crate::value::members::type_names(item).iter().any(|name| name.eq_ignore_ascii_case(wanted)) {
            let own = item.type_ref().map_or(String::new(), types::display_name);
            let message = format!(
                "Cannot bind argument to parameter '{}', because PSTypeNames of the argument do not match the PSTypeName required by the parameter: {wanted}.",
                parameter.name.0
            );
            let raise = ErrorRecord::new(
                crate::value::Exception::named("System.Management.Automation.ParameterBindingArgumentTransformationException", message),
                "MismatchedPSTypeName",
                ErrorCategory::InvalidArgument,
                Value::str(&own),
            );
            return Err(Fault::Error { raise: Rc::new(raise), span });
        }
    }
    Ok(())
}
