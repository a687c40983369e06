//! `TabExpansion2` as a command: PowerShell has it as a function, so its signature stands here rather than in the catalogue.

use super::TabExpansion;
use crate::engine::{Command, CommandKind, CommandSource, Parameter, SetMembership, Signature, Stage};
use crate::value::{Name, PsStr, TypeRef, known, same_name};
use std::rc::Rc;

const NAME: &str = "TabExpansion2";

/// The one command, as a source.
pub struct Source;

impl CommandSource for Source {
    fn find(&self, name: &str) -> Option<Rc<dyn Command>> {
        same_name(name, NAME).then(|| Rc::new(TabExpansion2 { signature: signature() }) as Rc<dyn Command>)
    }

    fn names(&self) -> Vec<PsStr> {
        vec![NAME.into()]
    }
}

struct TabExpansion2 {
    signature: Rc<Signature>,
}

impl Command for TabExpansion2 {
    fn name(&self) -> PsStr {
        NAME.into()
    }

    fn kind(&self) -> CommandKind {
        CommandKind::Function
    }

    fn signature(&self) -> Rc<Signature> {
        self.signature.clone()
    }

    fn start(&self) -> Box<dyn Stage> {
        Box::new(TabExpansion)
    }
}

fn signature() -> Rc<Signature> {
    let parameter = |name: &str, ty: TypeRef, position: u32| Parameter {
        name: Name::from(name),
        type_name: ty.full_name.into(),
        type_ref: Some(ty),
        sets: vec![SetMembership { position: Some(position), mandatory: position == 0, ..SetMembership::default() }],
        ..Parameter::default()
    };
    let parameters = vec![parameter("inputScript", known::STRING, 0), parameter("cursorColumn", known::INT32, 1), parameter("options", known::HASHTABLE, 2)];
    Rc::new(Signature { parameters, cmdlet_binding: true, ..Signature::default() })
}
