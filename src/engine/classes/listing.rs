//! What a script's class has, for `Get-Member`, `Select-Object *` and the errors that name the properties one can set.

use super::{Engine, Method};
use crate::value::members::MemberInfo;
use crate::value::{PsStr, TypeRef, known, types};

impl Engine {
    /// The properties of instances, bases' last, with their types.
    pub(in crate::engine) fn settable_properties(&self, ty: TypeRef) -> Vec<(PsStr, TypeRef)> {
        let Some(class) = self.class_of(ty) else { return Vec::new() };
        let line = class.line();
        let properties = line.iter().flat_map(|class| &class.properties).filter(|p| !p.is_static && !p.is_hidden);
        properties.map(|p| (p.name.clone(), p.type_ref.unwrap_or(known::OBJECT))).collect()
    }

    pub(in crate::engine) fn members_of_class(&self, ty: TypeRef) -> Vec<MemberInfo> {
        let Some(class) = self.class_of(ty) else { return Vec::new() };
        let mut out: Vec<MemberInfo> = Vec::new();
        for (name, kind) in self.settable_properties(ty) {
            let definition = format!("{} {name} {{get;set;}}", types::display_name(kind));
            out.push(MemberInfo { name, kind: "Property", definition: definition.into() });
        }
        for class in class.line() {
            for method in class.methods.iter().filter(|m| !m.is_static) {
                let definition = definition(method);
                // Overloads of one name stand in one line.
                match out.iter_mut().find(|m| m.kind == "Method" && crate::value::same_name(&m.name, &method.name)) {
                    Some(known) if !known.definition.contains(&definition) => known.definition = format!("{}, {definition}", known.definition).into(),
                    Some(_) => {}
                    None => out.push(MemberInfo { name: method.name.clone(), kind: "Method", definition: definition.into() }),
                }
            }
        }
        out
    }
}

/// `string Greet(string name)`.
fn definition(method: &Method) -> String {
    let shown = |ty: Option<TypeRef>| ty.map_or_else(|| "System.Object".to_owned(), types::display_name);
    let names = method.body.parameters.iter().map(|p| p.name.to_string());
    let parameters: Vec<String> = method.parameters.iter().zip(names).map(|(ty, name)| format!("{} {name}", shown(*ty))).collect();
    format!("{} {}({})", shown(method.return_type), method.name, parameters.join(", "))
}
