//! Walking a tree in PowerShell's order. A visitor looks at a node and then goes on into it, or not.

use crate::syntax::ast::*;

pub trait Visitor: Sized {
    fn script_block(&mut self, block: &ScriptBlock) {
        walk_script_block(self, block);
    }

    fn statement(&mut self, statement: &Statement) {
        walk_statement(self, statement);
    }

    /// An expression, not as an argument of a command.
    fn expr(&mut self, expr: &Expr) {
        walk_expr(self, expr);
    }

    fn argument(&mut self, expr: &Expr) {
        self.expr(expr);
    }

    fn function(&mut self, function: &FunctionDefinition) {
        walk_function(self, function);
    }

    fn class(&mut self, class: &TypeDefinition) {
        walk_class(self, class);
    }

    fn member(&mut self, member: &TypeMember) {
        walk_member(self, member);
    }

    fn attribute(&mut self, attribute: &Attribute) {
        walk_attribute(self, attribute);
    }

    fn parameter(&mut self, parameter: &Parameter) {
        walk_parameter(self, parameter);
    }

    fn variable(&mut self, _variable: &Variable) {}

    fn type_name(&mut self, _name: &TypeName) {}
}

pub fn walk_script_block<V: Visitor>(v: &mut V, block: &ScriptBlock) {
    if let Some(param) = &block.param {
        param.attributes.iter().for_each(|attribute| v.attribute(attribute));
        param.parameters.iter().for_each(|parameter| v.parameter(parameter));
    }
    for named in [&block.dynamic_param, &block.begin, &block.process, &block.end, &block.clean].into_iter().flatten() {
        walk_list(v, &named.traps, &named.statements);
    }
}

pub fn walk_list<V: Visitor>(v: &mut V, traps: &[TrapStatement], statements: &[Statement]) {
    for trap in traps {
        if let Some((_, name)) = &trap.type_name {
            v.type_name(name);
        }
        walk_block(v, &trap.body);
    }
    statements.iter().for_each(|statement| v.statement(statement));
}

pub fn walk_block<V: Visitor>(v: &mut V, block: &StatementBlock) {
    walk_list(v, &block.traps, &block.statements);
}

pub fn walk_statement<V: Visitor>(v: &mut V, statement: &Statement) {
    use StatementKind::*;
    match &statement.kind {
        Pipeline(pipeline) => walk_pipeline(v, pipeline),
        Chain { first, rest, .. } => {
            walk_pipeline(v, first);
            rest.iter().for_each(|(_, _, pipeline)| walk_pipeline(v, pipeline));
        }
        Assignment { left, right, .. } => {
            v.expr(left);
            v.statement(right);
        }
        If { clauses, otherwise } => {
            for (condition, body) in clauses {
                v.statement(condition);
                walk_block(v, body);
            }
            otherwise.iter().for_each(|body| walk_block(v, body));
        }
        While { condition, body, .. } => {
            v.statement(condition);
            walk_block(v, body);
        }
        DoWhile { body, condition, .. } | DoUntil { body, condition, .. } => {
            v.statement(condition);
            walk_block(v, body);
        }
        For { initializer, condition, iterator, body, .. } => {
            [initializer, condition, iterator].into_iter().flatten().for_each(|part| v.statement(part));
            walk_block(v, body);
        }
        ForEach { throttle, variable, collection, body, .. } => {
            v.variable(variable);
            v.statement(collection);
            throttle.iter().for_each(|throttle| v.expr(throttle));
            walk_block(v, body);
        }
        Switch(switch) => walk_switch(v, switch),
        Try { body, catches, finally } => {
            walk_block(v, body);
            for catch in catches {
                catch.types.iter().for_each(|(_, name)| v.type_name(name));
                walk_block(v, &catch.body);
            }
            finally.iter().for_each(|body| walk_block(v, body));
        }
        Throw(value) | Return(value) | Exit(value) => value.iter().for_each(|value| v.statement(value)),
        Break(label) | Continue(label) => label.iter().for_each(|label| v.expr(label)),
        Data { commands, body, .. } => {
            commands.iter().for_each(|command| v.expr(command));
            walk_block(v, body);
        }
        Block { body, .. } => walk_block(v, body),
        Function(function) => v.function(function),
        Type(class) => v.class(class),
        Using(_) => {}
    }
}

fn walk_switch<V: Visitor>(v: &mut V, switch: &SwitchStatement) {
    v.statement(&switch.condition);
    for (condition, body) in &switch.clauses {
        v.argument(condition);
        walk_block(v, body);
    }
    switch.default.iter().for_each(|body| walk_block(v, body));
}

pub fn walk_pipeline<V: Visitor>(v: &mut V, pipeline: &Pipeline) {
    for element in &pipeline.elements {
        match element {
            PipelineElement::Command(command) => {
                for element in &command.elements {
                    match element {
                        CommandElement::Argument(expr) => v.argument(expr),
                        CommandElement::Parameter { argument, .. } => argument.iter().for_each(|argument| v.expr(argument)),
                    }
                }
                walk_redirections(v, &command.redirections);
            }
            PipelineElement::Expression { expr, redirections, .. } => {
                v.expr(expr);
                walk_redirections(v, redirections);
            }
        }
    }
}

fn walk_redirections<V: Visitor>(v: &mut V, redirections: &[Redirection]) {
    for redirection in redirections {
        if let RedirectionTarget::File { target, .. } = &redirection.to {
            v.expr(target);
        }
    }
}

pub fn walk_expr<V: Visitor>(v: &mut V, expr: &Expr) {
    use ExprKind::*;
    match &expr.kind {
        Number(_) | String { .. } => {}
        Expandable { parts, .. } => {
            for part in parts {
                if let StringPart::Expr(expr) = part {
                    v.expr(expr);
                }
            }
        }
        Variable(variable) => v.variable(variable),
        Type(name) => v.type_name(name),
        Binary { left, right, .. } => {
            v.expr(left);
            v.expr(right);
        }
        Unary { operand, .. } => v.expr(operand),
        Ternary { condition, then, otherwise } => [condition, then, otherwise].into_iter().for_each(|part| v.expr(part)),
        Convert { type_name, operand, .. } => {
            v.type_name(type_name);
            v.expr(operand);
        }
        Attributed { attribute, operand } => {
            v.attribute(attribute);
            v.expr(operand);
        }
        Member { target, member, .. } => {
            v.expr(target);
            v.expr(member);
        }
        Invoke { target, member, arguments, type_arguments, .. } => {
            v.expr(target);
            v.expr(member);
            type_arguments.iter().for_each(|name| v.type_name(name));
            arguments.iter().for_each(|argument| v.expr(argument));
        }
        BaseCall(call) => call.arguments.iter().for_each(|argument| v.expr(argument)),
        Index { target, index, .. } => {
            v.expr(target);
            v.expr(index);
        }
        ArrayLiteral(items) => items.iter().for_each(|item| v.expr(item)),
        Array(block) | SubExpression(block) => walk_block(v, block),
        Paren(statement) => v.statement(statement),
        Hashtable(pairs) => {
            for (key, value) in pairs {
                v.expr(key);
                v.statement(value);
            }
        }
        ScriptBlock(block) => v.script_block(block),
        Using(inner) => v.expr(inner),
    }
}

pub fn walk_function<V: Visitor>(v: &mut V, function: &FunctionDefinition) {
    for parameter in function.parameters.iter().flatten() {
        v.parameter(parameter);
    }
    v.script_block(&function.body);
}

pub fn walk_class<V: Visitor>(v: &mut V, class: &TypeDefinition) {
    class.attributes.iter().for_each(|attribute| v.attribute(attribute));
    class.bases.iter().for_each(|(_, name)| v.type_name(name));
    class.members.iter().for_each(|member| v.member(member));
}

pub fn walk_member<V: Visitor>(v: &mut V, member: &TypeMember) {
    match member {
        TypeMember::Property { attributes, type_name, initial, .. } => {
            type_name.iter().for_each(|(_, name)| v.type_name(name));
            attributes.iter().for_each(|attribute| v.attribute(attribute));
            initial.iter().for_each(|initial| v.expr(initial));
        }
        TypeMember::Method { attributes, return_type, base_call, function, .. } => {
            return_type.iter().for_each(|(_, name)| v.type_name(name));
            attributes.iter().for_each(|attribute| v.attribute(attribute));
            base_call.iter().flat_map(|call| &call.arguments).for_each(|argument| v.expr(argument));
            walk_function(v, function);
        }
    }
}

pub fn walk_attribute<V: Visitor>(v: &mut V, attribute: &Attribute) {
    attribute.positional.iter().for_each(|argument| v.expr(argument));
    attribute.named.iter().filter_map(|named| named.value.as_ref()).for_each(|value| v.expr(value));
}

pub fn walk_parameter<V: Visitor>(v: &mut V, parameter: &Parameter) {
    for base in &parameter.attributes {
        match base {
            AttributeBase::Attribute(attribute) => v.attribute(attribute),
            AttributeBase::TypeConstraint { type_name, .. } => v.type_name(type_name),
        }
    }
    v.variable(&parameter.name);
    parameter.default.iter().for_each(|default| v.expr(default));
}
