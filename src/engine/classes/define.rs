//! Declarations to types: classes with their members, enums with their values.

use super::super::lower;
use super::super::{Engine, Interrupt, Run};
use super::{Class, Method, Property};
use crate::syntax::ast::{self, TypeDefinition, TypeMember};
use crate::value::{ErrorCategory, ErrorRecord, Exception, InvocationInfo, TypeInfo, TypeKind, TypeRef, Value, convert, known};
use indexmap::IndexMap;
use std::cell::RefCell;
use std::rc::Rc;

impl Engine {
    /// Make the types a body declares, enums first; those already made from the same text stay.
    pub(in crate::engine) fn define_types(&mut self, types: &[Rc<TypeDefinition>]) -> Run {
        let known: Vec<bool> = types.iter().map(|t| self.is_defined(t)).collect();
        if known.iter().all(|k| *k) {
            return Ok(());
        }
        for definition in types.iter().filter(|t| t.kind == ast::TypeKind::Enum) {
            self.define_enum(definition)?;
        }
        let classes: Vec<&Rc<TypeDefinition>> = types.iter().filter(|t| t.kind != ast::TypeKind::Enum).collect();
        // All names first, since classes may name each other; a base before what derives from it.
        let mut made = Vec::new();
        let mut left = classes;
        while !left.is_empty() {
            let before = left.len();
            let mut waiting = Vec::new();
            let names: Vec<String> = left.iter().map(|d| d.name.to_lowercase()).collect();
            for (at, definition) in left.into_iter().enumerate() {
                let own = &names[at];
                let blocked = definition.bases.iter().any(|(_, base)| {
                    let name = lower::type_text(base).to_lowercase();
                    name != *own && names.contains(&name) && !made.iter().any(|(d, _): &(Rc<TypeDefinition>, TypeRef)| d.name.to_lowercase() == name)
                });
                if blocked {
                    waiting.push(definition);
                } else {
                    made.push((definition.clone(), self.declare_class(definition)?));
                }
            }
            if waiting.len() == before {
                break;
            }
            left = waiting;
        }
        self.type_generation += 1;
        let mut defined = Vec::new();
        for (definition, ty) in made {
            defined.push(self.fill_class(&definition, ty)?);
        }
        for class in defined {
            self.start_statics(&class)?;
        }
        Ok(())
    }

    fn is_defined(&self, definition: &Rc<TypeDefinition>) -> bool {
        let Some(ty) = self.script_types.get(&definition.name.to_lowercase()) else { return false };
        if ty.kind == TypeKind::Enum {
            return self.enums.get(&ty.address()).is_some_and(|d| Rc::ptr_eq(d, definition));
        }
        self.class_of(*ty).is_some_and(|class| Rc::ptr_eq(&class.definition, definition))
    }

    fn define_enum(&mut self, definition: &Rc<TypeDefinition>) -> Run {
        let mut values: Vec<(&'static str, i64)> = Vec::new();
        let mut next = 0i64;
        for member in &definition.members {
            let TypeMember::Property { name, initial, .. } = member else { continue };
            if let Some(initial) = initial {
                next = self.enum_number(initial, &values)?;
            }
            values.push((leak(name), next));
            next = next.wrapping_add(1);
        }
        let flags = definition.attributes.iter().any(|a| lower::attribute_name(a).eq_ignore_ascii_case("Flags"));
        let name = leak(&definition.name);
        let underlying = definition.bases.first().and_then(|(_, name)| self.type_of_name(name));
        let ty = TypeRef::leak(TypeInfo {
            full_name: name,
            name,
            kind: TypeKind::Enum,
            base: Some(known::ENUM),
            underlying,
            values: values.leak(),
            flags,
            from_script: true,
            ..*known::ENUM.0
        });
        self.script_types.insert(name.to_lowercase(), ty);
        self.enums.insert(ty.address(), definition.clone());
        self.type_generation += 1;
        Ok(())
    }

    /// An explicit value: a number, or a name declared before.
    fn enum_number(&mut self, initial: &ast::Expr, before: &[(&'static str, i64)]) -> Run<i64> {
        if let ast::ExprKind::String { value, .. } = &initial.kind
            && let Some((_, number)) = before.iter().find(|(name, _)| name.eq_ignore_ascii_case(value))
        {
            return Ok(*number);
        }
        let source = self.source.clone();
        let value = self.eval_ast(&source, initial)?;
        match convert::to(&value, known::INT64, self)? {
            Value::Int64(number) => Ok(number),
            _ => Ok(0),
        }
    }

    /// The type of a class, with no members yet.
    fn declare_class(&mut self, definition: &Rc<TypeDefinition>) -> Run<TypeRef> {
        let mut base = known::OBJECT;
        let mut interfaces: Vec<&'static str> = Vec::new();
        for (at, (span, name)) in definition.bases.iter().enumerate() {
            let Some(ty) = self.type_of_name(name) else { return Err(self.unknown_base(*span, name)) };
            if ty.kind == TypeKind::Interface || at > 0 {
                interfaces.push(ty.full_name);
                interfaces.extend(ty.interfaces);
            } else {
                base = ty;
            }
        }
        let name = leak(&definition.name);
        let ty = TypeRef::leak(TypeInfo {
            full_name: name,
            name,
            kind: TypeKind::Class,
            base: Some(base),
            interfaces: interfaces.leak(),
            from_script: true,
            values: &[],
            ..*known::OBJECT.0
        });
        self.script_types.insert(name.to_lowercase(), ty);
        Ok(ty)
    }

    fn unknown_base(&mut self, span: ast::Span, name: &ast::TypeName) -> Interrupt {
        let message = format!("Unable to find type [{}].", lower::type_text(name));
        let exception = Exception::named("System.Management.Automation.ParseException", message);
        let record = ErrorRecord::new(exception, "TypeNotFound", ErrorCategory::ParserError, Value::Null);
        let inner = ast::Span { start: name.span.start, end: name.span.end };
        let position = Some(super::super::errors::position(&self.source, if inner.end > inner.start { inner } else { span }));
        *record.invocation.borrow_mut() = Some(Rc::new(InvocationInfo { position, ..InvocationInfo::default() }));
        record.halting.set(true);
        Interrupt::Error(Rc::new(record))
    }

    fn fill_class(&mut self, definition: &Rc<TypeDefinition>, ty: TypeRef) -> Run<Rc<Class>> {
        let base_type = ty.base.unwrap_or(known::OBJECT);
        let base = self.class_of(base_type);
        let net_base = if base.is_none() && base_type != known::OBJECT { Some(base_type) } else { base.as_ref().and_then(|b| b.net_base) };
        let (mut properties, mut methods, mut constructors) = (Vec::new(), Vec::new(), Vec::new());
        for member in &definition.members {
            match member {
                TypeMember::Property { attributes, type_name, name, is_static, is_hidden, initial, .. } => properties.push(Property {
                    name: name.clone().into(),
                    type_ref: self.optional_type(type_name.as_ref())?,
                    is_static: *is_static,
                    is_hidden: *is_hidden || attributes.iter().any(|a| lower::attribute_name(a).eq_ignore_ascii_case("Hidden")),
                    initial: initial.clone(),
                    attributes: attributes.iter().map(|a| Rc::new(a.clone())).collect(),
                }),
                TypeMember::Method { return_type, is_static, is_constructor, base_call, function, .. } => {
                    let body = lower::method(&self.source.clone(), function, base_call.as_ref());
                    let mut parameters = Vec::new();
                    for parameter in &body.parameters {
                        parameters.push(match &parameter.type_name {
                            Some(spec) => Some(self.resolve_type(spec)?),
                            None => None,
                        });
                    }
                    let return_type = self.optional_type(return_type.as_ref())?;
                    let method = Method { name: function.name.clone().into(), parameters, return_type, is_static: *is_static, body };
                    if *is_constructor { constructors.push(method) } else { methods.push(method) }
                }
            }
        }
        let class = Rc::new(Class {
            type_ref: ty,
            base,
            net_base,
            properties,
            methods,
            constructors,
            statics: RefCell::new(IndexMap::new()),
            scope: self.scope.clone(),
            source: self.source.clone(),
            definition: definition.clone(),
        });
        self.classes.insert(ty.address(), class.clone());
        Ok(class)
    }

    fn optional_type(&mut self, name: Option<&(ast::Span, ast::TypeName)>) -> Run<Option<TypeRef>> {
        match name {
            Some((_, name)) => Ok(Some(self.resolve_type(&lower::type_spec(name))?)),
            None => Ok(None),
        }
    }

    /// Give static properties their first values, then run the static constructor.
    fn start_statics(&mut self, class: &Rc<Class>) -> Run {
        for property in class.properties.iter().filter(|p| p.is_static) {
            let value = self.initial_value(class, property)?;
            class.statics.borrow_mut().insert(property.name.to_lowercase(), value);
        }
        if let Some(constructor) = class.constructors.iter().find(|c| c.is_static) {
            self.run_method(class, constructor, None, Vec::new())?;
        }
        Ok(())
    }

    /// The value a property starts with.
    pub(super) fn initial_value(&mut self, class: &Rc<Class>, property: &Property) -> Run<Value> {
        let value = match &property.initial {
            Some(initial) => {
                let source = std::mem::replace(&mut self.source, class.source.clone());
                let value = self.eval_ast(&class.source.clone(), initial);
                self.source = source;
                super::super::expr::null_for_void(value?)
            }
            None => {
                return Ok(match property.type_ref {
                    Some(ty) if ty.kind == TypeKind::Struct || ty.kind == TypeKind::Enum => crate::value::types::default_value(ty),
                    _ => Value::Null,
                });
            }
        };
        match property.type_ref {
            Some(ty) => Ok(convert::to(&value, ty, self)?),
            None => Ok(value),
        }
    }
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
