//! `SecureString`, `PSCredential`, `NetworkCredential`.

use super::TypeImpl;
use super::object::{arg, int_arg, text_arg};
use crate::value::members::errors::net;
use crate::value::{Object, PsStr, Res, Runtime, TypeRef, Value, exception_type};
use std::cell::RefCell;

/// Text that no display shows.
pub struct SecureString {
    units: RefCell<Vec<u16>>,
}

/// A secure string of plain text.
pub fn secure_string(text: &str) -> Value {
    Value::object(SecureString { units: RefCell::new(text.encode_utf16().collect()) })
}

impl SecureString {
    pub fn plain(&self) -> String {
        String::from_utf16_lossy(&self.units.borrow())
    }
}

impl Object for SecureString {
    fn type_ref(&self) -> TypeRef {
        exception_type("System.Security.SecureString")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        name.eq_ignore_ascii_case("Length").then(|| Ok(Value::Int32(self.units.borrow().len() as i32)))
    }

    fn property_names(&self) -> Vec<PsStr> {
        vec!["Length".into()]
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        let appended = if name.eq_ignore_ascii_case("AppendChar") { text_arg(args, 0, cx) } else { PsStr::default() };
        let mut units = self.units.borrow_mut();
        match name.to_ascii_lowercase().as_str() {
            "appendchar" => units.extend(appended.encode_utf16()),
            "clear" => units.clear(),
            "removeat" if (int_arg(args, 0) as usize) < units.len() => {
                units.remove(int_arg(args, 0) as usize);
            }
            "copy" => return Some(Ok(Value::object(SecureString { units: RefCell::new(units.clone()) }))),
            "isreadonly" => return Some(Ok(Value::Bool(false))),
            "makereadonly" | "dispose" => {}
            _ => return None,
        }
        Some(Ok(Value::Void))
    }
}

pub static SECURE_STRING: TypeImpl = TypeImpl { constructor: Some(|_, _| Ok(secure_string(""))), ..TypeImpl::of("System.Security.SecureString") };

struct Credential {
    user: PsStr,
    password: Value,
}

fn plain(value: &Value) -> String {
    value.downcast::<SecureString>().map_or_else(String::new, SecureString::plain)
}

impl Object for Credential {
    fn type_ref(&self) -> TypeRef {
        exception_type("System.Management.Automation.PSCredential")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "username" => Some(Ok(Value::String(self.user.clone()))),
            "password" => Some(Ok(self.password.clone())),
            _ => None,
        }
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["UserName", "Password"].map(PsStr::from).to_vec()
    }

    fn invoke(&self, name: &str, _: &[Value], _: &mut dyn Runtime) -> Option<Res<Value>> {
        name.eq_ignore_ascii_case("GetNetworkCredential").then(|| {
            // `domain\user` and `user@domain` are taken apart.
            let (domain, user) = match self.user.split_once('\\') {
                Some((domain, user)) => (domain, user),
                None => match self.user.rsplit_once('@') {
                    Some((user, domain)) => (domain, user),
                    None => ("", &*self.user),
                },
            };
            Ok(network(user, &plain(&self.password), domain))
        })
    }
}

/// A credential of a name and a secure string.
pub fn credential(user: &str, password: Value) -> Value {
    Value::object(Credential { user: PsStr::from(user), password })
}

pub static CREDENTIAL: TypeImpl = TypeImpl {
    constructor: Some(|args, cx| {
        let user = text_arg(args, 0, cx);
        if user.is_empty() {
            return Err(net(
                "System.Management.Automation.PSArgumentException",
                "Cannot process argument because the value of argument \"userName\" is not valid. Change the value of the \"userName\" argument and run the operation again.",
            ));
        }
        if arg(args, 1).is_null() {
            return Err(net(
                "System.Management.Automation.PSArgumentNullException",
                "Cannot process argument because the value of argument \"password\" is null. Change the value of argument \"password\" to a non-null value.",
            ));
        }
        Ok(credential(&user, arg(args, 1).base().clone()))
    }),
    static_properties: &[("Empty", |_| Ok(credential("", secure_string(""))))],
    ..TypeImpl::of("System.Management.Automation.PSCredential")
};

struct NetworkCredential {
    user: RefCell<PsStr>,
    password: RefCell<PsStr>,
    domain: RefCell<PsStr>,
}

fn network(user: &str, password: &str, domain: &str) -> Value {
    let cell = |text: &str| RefCell::new(PsStr::from(text));
    Value::object(NetworkCredential { user: cell(user), password: cell(password), domain: cell(domain) })
}

impl NetworkCredential {
    fn slot(&self, name: &str) -> Option<&RefCell<PsStr>> {
        match name.to_ascii_lowercase().as_str() {
            "username" => Some(&self.user),
            "password" => Some(&self.password),
            "domain" => Some(&self.domain),
            _ => None,
        }
    }
}

impl Object for NetworkCredential {
    fn type_ref(&self) -> TypeRef {
        exception_type("System.Net.NetworkCredential")
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        if name.eq_ignore_ascii_case("SecurePassword") {
            return Some(Ok(secure_string(&self.password.borrow())));
        }
        self.slot(name).map(|slot| Ok(Value::String(slot.borrow().clone())))
    }

    fn set_property(&self, name: &str, value: &Value, cx: &mut dyn Runtime) -> Option<Res<()>> {
        let slot = self.slot(name)?;
        *slot.borrow_mut() = crate::value::text::to_text(value, cx);
        Some(Ok(()))
    }

    fn property_names(&self) -> Vec<PsStr> {
        ["UserName", "Password", "SecurePassword", "Domain"].map(PsStr::from).to_vec()
    }
}

pub static NETWORK_CREDENTIAL: TypeImpl = TypeImpl {
    constructor: Some(|args, cx| {
        let password = match arg(args, 1).downcast::<SecureString>() {
            Some(secure) => secure.plain(),
            None => text_arg(args, 1, cx).to_string(),
        };
        Ok(network(&text_arg(args, 0, cx), &password, &text_arg(args, 2, cx)))
    }),
    ..TypeImpl::of("System.Net.NetworkCredential")
};

/// `Marshal`, as scripts use it to read a secure string: the pointer is the string itself.
pub static MARSHAL: TypeImpl = TypeImpl {
    static_methods: &[
        ("SecureStringToBSTR", |args, _| Ok(arg(args, 0).clone())),
        ("SecureStringToGlobalAllocUnicode", |args, _| Ok(arg(args, 0).clone())),
        ("PtrToStringAuto", |args, _| Ok(Value::from(plain(arg(args, 0))))),
        ("PtrToStringBSTR", |args, _| Ok(Value::from(plain(arg(args, 0))))),
        ("PtrToStringUni", |args, _| Ok(Value::from(plain(arg(args, 0))))),
        ("ZeroFreeBSTR", |_, _| Ok(Value::Void)),
        ("ZeroFreeGlobalAllocUnicode", |_, _| Ok(Value::Void)),
        ("ReleaseComObject", |_, _| Ok(Value::Int32(0))),
    ],
    ..TypeImpl::of("System.Runtime.InteropServices.Marshal")
};

pub static ALL: &[&TypeImpl] = &[&SECURE_STRING, &CREDENTIAL, &NETWORK_CREDENTIAL, &MARSHAL];
