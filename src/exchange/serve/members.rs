//! Members of distribution groups.

use super::Served;
use super::change::Values;
use crate::engine::{Call, Engine, Run, Stage};
use crate::exchange::derived;
use crate::exchange::messages::Problem;
use crate::exchange::organization::reference_to;
use crate::exchange::schema::{self, Noun};
use crate::exchange::view::RecordView;
use crate::store::{Data, Record, RecordId};
use crate::value::Value;
use std::rc::Rc;

pub struct GetMember {
    pub base: Served,
}
pub struct AddMember {
    pub base: Served,
}
pub struct RemoveMember {
    pub base: Served,
}
pub struct UpdateMembers {
    pub base: Served,
}

fn groups() -> Noun {
    schema::noun("DistributionGroup")
}

fn group(base: &Served, call: &mut Call<'_>) -> Run<Option<Rc<Record>>> {
    base.attend(call)?;
    match call.arg("Identity").cloned() {
        Some(identity) => base.find(call, &groups(), &identity),
        None => Ok(None),
    }
}

impl Stage for GetMember {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(group) = group(&self.base, call)? else { return Ok(()) };
        let ty = schema::object_type("Recipient");
        for id in derived::members_of(&group) {
            if let Some(record) = self.base.org.record(id) {
                call.write(Value::object(RecordView::new(&self.base.org, record, &ty)))?;
            }
        }
        Ok(())
    }
}

impl Stage for AddMember {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(group) = group(&self.base, call)? else { return Ok(()) };
        let Some(member) = member(&self.base, call)? else { return Ok(()) };
        let mut members = derived::members_of(&group);
        let (member_name, group_name) = (derived::name(&member), derived::name(&group));
        if members.contains(&member.id) {
            return call.error(Problem::MemberExists { member: member_name, group: group_name }.record(Value::Null));
        }
        if !call.should_process(&group_name, &self.base.command.clone())? {
            return Ok(());
        }
        members.push(member.id);
        write(&self.base, call, &group, members)
    }
}

impl Stage for RemoveMember {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(group) = group(&self.base, call)? else { return Ok(()) };
        let Some(member) = member(&self.base, call)? else { return Ok(()) };
        let mut members = derived::members_of(&group);
        let (member_name, group_name) = (derived::name(&member), derived::name(&group));
        if !members.contains(&member.id) {
            if self.base.org.provision.get() {
                return Ok(());
            }
            return call.error(Problem::MemberMissing { member: member_name, group: group_name }.record(Value::Null));
        }
        if !call.should_process(&group_name, &self.base.command.clone())? {
            return Ok(());
        }
        members.retain(|id| *id != member.id);
        write(&self.base, call, &group, members)
    }
}

impl Stage for UpdateMembers {
    fn process(&mut self, call: &mut Call<'_>) -> Run {
        let Some(group) = group(&self.base, call)? else { return Ok(()) };
        let given = call.arg("Members").cloned().unwrap_or_default();
        let mut members = Vec::new();
        for item in Engine::enumerate(&given).unwrap_or_else(|| vec![given]) {
            match self.base.find(call, &schema::noun("Recipient"), &item)? {
                Some(record) => members.push(record.id),
                None => return Ok(()),
            }
        }
        if !call.should_process(&derived::name(&group), &self.base.command.clone())? {
            return Ok(());
        }
        write(&self.base, call, &group, members)
    }
}

fn member(base: &Served, call: &mut Call<'_>) -> Run<Option<Rc<Record>>> {
    match call.arg("Member").cloned() {
        Some(member) => base.find(call, &schema::noun("Recipient"), &member),
        None => Ok(None),
    }
}

fn write(base: &Served, call: &mut Call<'_>, group: &Record, members: Vec<RecordId>) -> Run {
    let members = Data::List(members.into_iter().map(reference_to).collect());
    match base.org.update(group.id, Values::from([("Members".to_owned(), members)]), Vec::new()) {
        Ok(()) => Ok(()),
        Err(error) => call.fail(Problem::Store { message: error.to_string() }.record(Value::Null)),
    }
}
