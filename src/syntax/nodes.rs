//! The tree as PowerShell's `FindAll({ $true }, $true)` sees it: each node's type name and span, outermost first.
//!
//! Our tree keeps some of PowerShell's nodes as parts of others (a constraint inside a cast, a chain as a flat list);
//! here they are nodes again.

use super::ast::*;

/// A node of the tree in PowerShell's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// PowerShell's type, for example `CommandAst`.
    pub kind: &'static str,
    pub span: Span,
    /// The index of the node around it; none for the script.
    pub parent: Option<usize>,
}

/// All nodes of a script, each before its children.
pub fn nodes(tree: &ScriptBlock) -> Vec<Node> {
    let mut walk = Walk { nodes: Vec::new(), parent: None };
    walk.script_block(tree);
    walk.nodes
}

struct Walk {
    nodes: Vec<Node>,
    parent: Option<usize>,
}

impl Walk {
    fn node(&mut self, kind: &'static str, span: Span, children: impl FnOnce(&mut Self)) {
        let parent = self.parent;
        self.parent = Some(self.nodes.len());
        self.nodes.push(Node { kind, span, parent });
        children(self);
        self.parent = parent;
    }

    fn leaf(&mut self, kind: &'static str, span: Span) {
        self.node(kind, span, |_| ());
    }

    fn script_block(&mut self, block: &ScriptBlock) {
        self.script_block_with(block, |_| ());
    }

    /// A script block whose `end` block starts with nodes that are not in the text.
    fn script_block_with(&mut self, block: &ScriptBlock, first: impl FnOnce(&mut Self)) {
        self.node("ScriptBlockAst", block.span, |w| {
            for using in &block.using {
                w.using_statement(using);
            }
            if let Some(param) = &block.param {
                w.param_block(param);
            }
            for named in [&block.dynamic_param, &block.begin, &block.process].into_iter().flatten() {
                w.named_block(named, |_| ());
            }
            if let Some(end) = &block.end {
                w.named_block(end, first);
            }
            if let Some(clean) = &block.clean {
                w.named_block(clean, |_| ());
            }
        });
    }

    fn named_block(&mut self, block: &NamedBlock, first: impl FnOnce(&mut Self)) {
        self.node("NamedBlockAst", block.span, |w| {
            first(w);
            w.traps(&block.traps);
            w.statements(&block.statements);
        });
    }

    fn block(&mut self, block: &StatementBlock) {
        self.node("StatementBlockAst", block.span, |w| {
            w.traps(&block.traps);
            w.statements(&block.statements);
        });
    }

    fn traps(&mut self, traps: &[TrapStatement]) {
        for trap in traps {
            self.node("TrapStatementAst", trap.span, |w| {
                w.constraints(trap.type_name.as_slice());
                w.block(&trap.body);
            });
        }
    }

    fn statements(&mut self, statements: &[Statement]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn using_statement(&mut self, using: &UsingStatement) {
        self.node("UsingStatementAst", using.span, |w| {
            if using.name.is_some() {
                w.leaf("StringConstantExpressionAst", using.name_span);
            }
            if let Some(specification) = &using.specification {
                w.expr(specification);
            }
            if using.alias.is_some() {
                w.leaf("StringConstantExpressionAst", using.alias_span);
            }
        });
    }

    fn param_block(&mut self, block: &ParamBlock) {
        self.node("ParamBlockAst", block.span, |w| {
            for attribute in &block.attributes {
                w.attribute(attribute);
            }
            w.parameters(&block.parameters);
        });
    }

    fn parameters(&mut self, parameters: &[Parameter]) {
        for parameter in parameters {
            self.node("ParameterAst", parameter.span, |w| {
                for attribute in &parameter.attributes {
                    match attribute {
                        AttributeBase::Attribute(attribute) => w.attribute(attribute),
                        AttributeBase::TypeConstraint { span, .. } => w.leaf("TypeConstraintAst", *span),
                    }
                }
                w.variable(&parameter.name);
                w.optional(parameter.default.as_ref());
            });
        }
    }

    fn attribute(&mut self, attribute: &Attribute) {
        self.node("AttributeAst", attribute.span, |w| {
            w.exprs(&attribute.positional);
            for argument in &attribute.named {
                w.node("NamedAttributeArgumentAst", argument.span, |w| match &argument.value {
                    Some(value) => w.expr(value),
                    None => w.leaf("ConstantExpressionAst", argument.span),
                });
            }
        });
    }

    fn constraints(&mut self, constraints: &[(Span, TypeName)]) {
        for (span, _) in constraints {
            self.leaf("TypeConstraintAst", *span);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        let span = statement.span;
        match &statement.kind {
            StatementKind::Pipeline(pipeline) => self.pipeline(pipeline),
            StatementKind::Chain { first, rest, .. } => self.chain(span, first, rest),
            StatementKind::Assignment { left, right, .. } => self.node("AssignmentStatementAst", span, |w| {
                w.expr(left);
                w.assigned(right);
            }),
            StatementKind::If { clauses, otherwise } => self.node("IfStatementAst", span, |w| {
                for (condition, body) in clauses {
                    w.statement(condition);
                    w.block(body);
                }
                w.blocks(otherwise);
            }),
            StatementKind::While { condition, body, .. } => self.conditional("WhileStatementAst", span, condition, body),
            StatementKind::DoWhile { condition, body, .. } => self.conditional("DoWhileStatementAst", span, condition, body),
            StatementKind::DoUntil { condition, body, .. } => self.conditional("DoUntilStatementAst", span, condition, body),
            StatementKind::For { initializer, condition, iterator, body, .. } => self.node("ForStatementAst", span, |w| {
                for part in [initializer, condition, iterator].into_iter().flatten() {
                    w.statement(part);
                }
                w.block(body);
            }),
            StatementKind::ForEach { throttle, variable, collection, body, .. } => self.node("ForEachStatementAst", span, |w| {
                w.variable(variable);
                w.statement(collection);
                w.optional(throttle.as_ref());
                w.block(body);
            }),
            StatementKind::Switch(switch) => self.switch(span, switch),
            StatementKind::Try { body, catches, finally } => self.node("TryStatementAst", span, |w| {
                w.block(body);
                for clause in catches {
                    w.node("CatchClauseAst", clause.span, |w| {
                        w.constraints(&clause.types);
                        w.block(&clause.body);
                    });
                }
                w.blocks(finally);
            }),
            StatementKind::Throw(value) => self.with_operand("ThrowStatementAst", span, value),
            StatementKind::Return(value) => self.with_operand("ReturnStatementAst", span, value),
            StatementKind::Exit(value) => self.with_operand("ExitStatementAst", span, value),
            StatementKind::Break(label) => self.node("BreakStatementAst", span, |w| w.optional(label.as_ref())),
            StatementKind::Continue(label) => self.node("ContinueStatementAst", span, |w| w.optional(label.as_ref())),
            StatementKind::Data { commands, body, .. } => self.node("DataStatementAst", span, |w| {
                w.exprs(commands);
                w.block(body);
            }),
            StatementKind::Block { body, .. } => self.node("BlockStatementAst", span, |w| w.block(body)),
            StatementKind::Function(function) => self.function(function),
            StatementKind::Type(definition) => self.type_definition(definition),
            StatementKind::Using(using) => self.using_statement(using),
        }
    }

    fn conditional(&mut self, kind: &'static str, span: Span, condition: &Statement, body: &StatementBlock) {
        self.node(kind, span, |w| {
            w.statement(condition);
            w.block(body);
        });
    }

    fn with_operand(&mut self, kind: &'static str, span: Span, value: &Option<Box<Statement>>) {
        self.node(kind, span, |w| {
            if let Some(value) = value {
                w.statement(value);
            }
        });
    }

    fn blocks(&mut self, block: &Option<StatementBlock>) {
        if let Some(block) = block {
            self.block(block);
        }
    }

    fn switch(&mut self, span: Span, switch: &SwitchStatement) {
        self.node("SwitchStatementAst", span, |w| {
            w.statement(&switch.condition);
            for (value, body) in &switch.clauses {
                w.expr(value);
                w.block(body);
            }
            w.blocks(&switch.default);
        });
    }

    /// What an assignment takes: a pipeline that is one expression stands without its `PipelineAst`.
    fn assigned(&mut self, statement: &Statement) {
        if let StatementKind::Pipeline(pipeline) = &statement.kind
            && let [PipelineElement::Expression { .. }] = pipeline.elements.as_slice()
            && !pipeline.background
        {
            return self.element(&pipeline.elements[0]);
        }
        self.statement(statement);
    }

    /// `a && b || c` nests to the left.
    fn chain(&mut self, span: Span, first: &Pipeline, rest: &[(ChainOperator, Span, Pipeline)]) {
        let Some(((_, _, last), before)) = rest.split_last() else { return self.pipeline(first) };
        self.node("PipelineChainAst", span, |w| {
            let inner = before.last().map_or(first.span, |(_, _, pipeline)| pipeline.span);
            w.chain(first.span.to(inner), first, before);
            w.pipeline(last);
        });
    }

    fn pipeline(&mut self, pipeline: &Pipeline) {
        self.node("PipelineAst", pipeline.span, |w| {
            for element in &pipeline.elements {
                w.element(element);
            }
        });
    }

    fn element(&mut self, element: &PipelineElement) {
        match element {
            PipelineElement::Expression { span, expr, redirections } => self.node("CommandExpressionAst", *span, |w| {
                w.expr(expr);
                w.redirections(redirections);
            }),
            PipelineElement::Command(command) => self.node("CommandAst", command.span, |w| {
                for element in &command.elements {
                    match element {
                        CommandElement::Argument(expr) => w.expr(expr),
                        CommandElement::Parameter { span, argument, .. } => w.node("CommandParameterAst", *span, |w| w.optional(argument.as_ref())),
                    }
                }
                w.redirections(&command.redirections);
            }),
        }
    }

    fn redirections(&mut self, redirections: &[Redirection]) {
        for redirection in redirections {
            match &redirection.to {
                RedirectionTarget::File { target, .. } => self.node("FileRedirectionAst", redirection.span, |w| w.expr(target)),
                RedirectionTarget::Stream(_) => self.leaf("MergingRedirectionAst", redirection.span),
            }
        }
    }

    fn function(&mut self, function: &FunctionDefinition) {
        self.function_with(function, |_| ());
    }

    fn function_with(&mut self, function: &FunctionDefinition, first: impl FnOnce(&mut Self)) {
        self.node("FunctionDefinitionAst", function.span, |w| {
            w.parameters(function.parameters.as_deref().unwrap_or_default());
            w.script_block_with(&function.body, first);
        });
    }

    fn type_definition(&mut self, definition: &TypeDefinition) {
        self.node("TypeDefinitionAst", definition.span, |w| {
            for attribute in &definition.attributes {
                w.attribute(attribute);
            }
            w.constraints(&definition.bases);
            for member in &definition.members {
                w.member(member);
            }
        });
    }

    fn member(&mut self, member: &TypeMember) {
        match member {
            TypeMember::Property { span, attributes, type_name, initial, .. } => self.node("PropertyMemberAst", *span, |w| {
                w.constraints(type_name.as_slice());
                for attribute in attributes {
                    w.attribute(attribute);
                }
                w.optional(initial.as_ref());
            }),
            TypeMember::Method { span, attributes, return_type, is_static, is_constructor, base_call, function, .. } => {
                self.node("FunctionMemberAst", *span, |w| {
                    w.constraints(return_type.as_slice());
                    for attribute in attributes {
                        w.attribute(attribute);
                    }
                    w.function_with(function, |w| {
                        if *is_constructor && !*is_static {
                            w.base_call(base_call.as_ref());
                        }
                    });
                })
            }
        }
    }

    /// A constructor always calls its base's; where the text does not say so, the call has no extent.
    fn base_call(&mut self, call: Option<&BaseCall>) {
        let span = call.map(|call| call.span).unwrap_or_default();
        self.node("CommandExpressionAst", span, |w| {
            let base = Span { start: span.start, end: span.start + if call.is_some() { 4 } else { 0 } };
            w.leaf("VariableExpressionAst", base);
            w.leaf("StringConstantExpressionAst", base);
            if let Some(call) = call {
                w.exprs(&call.arguments);
            }
        });
    }

    fn exprs(&mut self, exprs: &[Expr]) {
        for expr in exprs {
            self.expr(expr);
        }
    }

    fn optional(&mut self, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    fn variable(&mut self, variable: &Variable) {
        self.leaf("VariableExpressionAst", variable.span);
    }

    fn expr(&mut self, expr: &Expr) {
        let kind = expr_kind(&expr.kind);
        self.node(kind, expr.span, |w| w.inside(&expr.kind));
    }

    fn inside(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Number(_) | ExprKind::String { .. } | ExprKind::Variable(_) | ExprKind::Type(_) => {}
            ExprKind::Expandable { parts, .. } => {
                for part in parts {
                    if let StringPart::Expr(expr) = part {
                        self.expr(expr);
                    }
                }
            }
            ExprKind::Binary { left, right, .. } => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Unary { operand, .. } | ExprKind::Using(operand) => self.expr(operand),
            ExprKind::Ternary { condition, then, otherwise } => {
                self.expr(condition);
                self.expr(then);
                self.expr(otherwise);
            }
            ExprKind::Convert { type_span, operand, .. } => {
                self.leaf("TypeConstraintAst", *type_span);
                self.expr(operand);
            }
            ExprKind::Attributed { attribute, operand } => {
                self.attribute(attribute);
                self.expr(operand);
            }
            ExprKind::Member { target, member, .. } => {
                self.expr(target);
                self.expr(member);
            }
            ExprKind::Invoke { target, member, arguments, .. } => {
                self.expr(target);
                self.expr(member);
                self.exprs(arguments);
            }
            ExprKind::BaseCall(call) => self.exprs(&call.arguments),
            ExprKind::Index { target, index, .. } => {
                self.expr(target);
                self.expr(index);
            }
            ExprKind::ArrayLiteral(items) => self.exprs(items),
            ExprKind::Array(block) | ExprKind::SubExpression(block) => self.block(block),
            ExprKind::Paren(statement) => self.statement(statement),
            ExprKind::Hashtable(entries) => {
                for (key, value) in entries {
                    self.expr(key);
                    self.statement(value);
                }
            }
            ExprKind::ScriptBlock(block) => self.script_block(block),
        }
    }
}

fn expr_kind(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Number(_) => "ConstantExpressionAst",
        ExprKind::String { .. } => "StringConstantExpressionAst",
        ExprKind::Expandable { .. } => "ExpandableStringExpressionAst",
        ExprKind::Variable(_) => "VariableExpressionAst",
        ExprKind::Type(_) => "TypeExpressionAst",
        ExprKind::Binary { .. } => "BinaryExpressionAst",
        ExprKind::Unary { .. } => "UnaryExpressionAst",
        ExprKind::Ternary { .. } => "TernaryExpressionAst",
        ExprKind::Convert { .. } => "ConvertExpressionAst",
        ExprKind::Attributed { .. } => "AttributedExpressionAst",
        ExprKind::Member { .. } => "MemberExpressionAst",
        ExprKind::Invoke { .. } => "InvokeMemberExpressionAst",
        ExprKind::BaseCall(_) => "BaseCtorInvokeMemberExpressionAst",
        ExprKind::Index { .. } => "IndexExpressionAst",
        ExprKind::ArrayLiteral(_) => "ArrayLiteralAst",
        ExprKind::Array(_) => "ArrayExpressionAst",
        ExprKind::SubExpression(_) => "SubExpressionAst",
        ExprKind::Paren(_) => "ParenExpressionAst",
        ExprKind::Hashtable(_) => "HashtableAst",
        ExprKind::ScriptBlock(_) => "ScriptBlockExpressionAst",
        ExprKind::Using(_) => "UsingExpressionAst",
    }
}
