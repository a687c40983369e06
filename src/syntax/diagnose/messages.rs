//! The words: every message of the parser with its id. `{0}` stands for the argument.

/// One kind of error.
#[derive(Debug)]
pub struct Message {
    pub id: &'static str,
    text: &'static str,
}

impl Message {
    pub fn fill(&self, args: &[&str]) -> String {
        let mut text = self.text.to_owned();
        if let Some(arg) = args.first() {
            text = text.replace("{0}", arg);
        }
        text
    }
}

macro_rules! messages {
    ($($name:ident $id:literal $text:literal;)*) => {
        $(pub const $name: Message = Message { id: $id, text: $text };)*
    };
}

messages! {
    UNEXPECTED_TOKEN "UnexpectedToken"
        "Unexpected token '{0}' in expression or statement.";
    TERMINATOR_EXPECTED_AT_END_OF_STRING "TerminatorExpectedAtEndOfString"
        "The string is missing the terminator: {0}.";
    MISSING_END_CURLY_BRACE "MissingEndCurlyBrace"
        "Missing closing '}' in statement block or type definition.";
    MISSING_END_PARENTHESIS_IN_EXPRESSION "MissingEndParenthesisInExpression"
        "Missing closing ')' in expression.";
    END_SQUARE_BRACKET_EXPECTED_AT_END_OF_ATTRIBUTE "EndSquareBracketExpectedAtEndOfAttribute"
        "Missing ] at end of attribute or type literal.";
    END_SQUARE_BRACKET_EXPECTED_AT_END_OF_TYPE "EndSquareBracketExpectedAtEndOfType"
        "Missing ] at end of type token.";
    EXPECTED_VALUE_EXPRESSION "ExpectedValueExpression"
        "You must provide a value expression following the '{0}' operator.";
    MISSING_END_PARENTHESIS_IN_METHOD_CALL "MissingEndParenthesisInMethodCall"
        "Missing ')' in method call.";
    EXPECTED_EXPRESSION "ExpectedExpression"
        "An expression was expected after '('.";
    MISSING_TYPENAME "MissingTypename"
        "Missing type name after '['.";
    MISSING_END_PARENTHESIS_IN_FUNCTION_PARAMETER_LIST "MissingEndParenthesisInFunctionParameterList"
        "Missing ')' in function parameter list.";
    UNRECOGNIZED_TOKEN "UnrecognizedToken"
        "Unrecognized token in source text.";
    MISSING_EXPRESSION_AFTER_TOKEN "MissingExpressionAfterToken"
        "Missing expression after '{0}'.";
    MISSING_EQUALS_IN_HASH_LITERAL "MissingEqualsInHashLiteral"
        "Missing '=' operator after key in hash literal.";
    EMPTY_PIPE_ELEMENT "EmptyPipeElement"
        "An empty pipe element is not allowed.";
    MISSING_ARGUMENT "MissingArgument"
        "Missing argument in parameter list.";
    MISSING_CATCH_OR_FINALLY "MissingCatchOrFinally"
        "The Try statement is missing its Catch or Finally block.";
    MISSING_FUNCTION_BODY "MissingFunctionBody"
        "Missing function body in function declaration.";
    INVALID_FUNCTION_PARAMETER "InvalidFunctionParameter"
        "Parameter declarations are a comma-separated list of variable names with optional initializer expressions.";
    MISSING_END_PARENTHESIS_IN_SUBEXPRESSION "MissingEndParenthesisInSubexpression"
        "Missing closing ')' in subexpression.";
    OPERATOR_REQUIRES_VARIABLE_OR_PROPERTY "OperatorRequiresVariableOrProperty"
        "The '{0}' operator works only on variables or on properties.";
    MISSING_END_PARENTHESIS_AFTER_STATEMENT "MissingEndParenthesisAfterStatement"
        "Missing closing ')' after expression in '{0}' statement.";
    MISSING_PROPERTY_NAME "MissingPropertyName"
        "Missing property name after reference operator.";
    MISSING_ARRAY_INDEX_EXPRESSION "MissingArrayIndexExpression"
        "Array index expression is missing or not valid.";
    MISSING_SWITCH_STATEMENT_CLAUSE "MissingSwitchStatementClause"
        "Missing statement block in switch statement clause.";
    REDIRECTION_NOT_SUPPORTED "RedirectionNotSupported"
        "The '{0}' operator is reserved for future use.";
    MISSING_STATEMENT_IN_HASH_LITERAL "MissingStatementInHashLiteral"
        "Missing statement after '=' in hash literal.";
    MISSING_END_SQUARE_BRACKET "MissingEndSquareBracket"
        "Missing ']' after array index expression.";
    SPLATTING_NOT_PERMITTED "SplattingNotPermitted"
        "The splatting operator '@' cannot be used to reference variables in an expression. '@{0}' can be used only as an argument to a command. To reference variables in an expression use '${0}'.";
    INVALID_LEFT_HAND_SIDE "InvalidLeftHandSide"
        "The assignment expression is not valid. The input to an assignment operator must be an object that is able to accept assignments, such as a variable or a property.";
    UNEXPECTED_ATTRIBUTE "UnexpectedAttribute"
        "Unexpected attribute '{0}'.";
    EXPRESSIONS_MUST_BE_FIRST_IN_PIPELINE "ExpressionsMustBeFirstInPipeline"
        "Expressions are only allowed as the first element of a pipeline.";
    MISSING_EXPRESSION "MissingExpression"
        "Missing expression after '{0}' in pipeline element.";
    INCOMPLETE_DOLLAR_SUBEXPRESSION_REFERENCE "IncompleteDollarSubexpressionReference"
        "$(subexpression) is missing the closing ')'.";
    MISSING_PROPERTY_TERMINATOR "MissingPropertyTerminator"
        "Missing ';' or end-of-line in property definition.";
    MISSING_END_PARENTHESIS_AFTER_FOREACH "MissingEndParenthesisAfterForeach"
        "Missing closing ')' after expression part of foreach loop.\nThe correct form is: foreach ($a in $b) {...}";
    MISSING_FILE_SPECIFICATION "MissingFileSpecification"
        "Missing file specification after redirection operator.";
    MISSING_VARIABLE_NAME_AFTER_FOREACH "MissingVariableNameAfterForeach"
        "Missing variable name after foreach.\nThe correct form is: foreach ($a in $b) {...}";
    MISSING_CATCH_HANDLER_BLOCK "MissingCatchHandlerBlock"
        "The Catch block is missing its statement block.";
    MISSING_EXPRESSION_AFTER_OPERATOR "MissingExpressionAfterOperator"
        "Missing expression after unary operator '{0}'.";
    MISSING_FOREACH_STATEMENT "MissingForeachStatement"
        "Missing statement body in foreach loop.\nThe correct form is: foreach ($a in $b) {...}";
    MISSING_NAMED_BLOCKS "MissingNamedBlocks"
        "unexpected token '{0}', expected 'begin', 'process', 'end', 'clean', or 'dynamicparam'.";
    MISSING_NAMED_STATEMENT_BLOCK "MissingNamedStatementBlock"
        "The {0} block is missing its statement block.";
    MISSING_METHOD_PARAMETER_LIST "MissingMethodParameterList"
        "Missing '(' in class method parameter list.";
    VARIABLE_NOT_LOCAL "VariableNotLocal"
        "Variable is not assigned in the method.";
    MISSING_STATEMENT_BLOCK "MissingStatementBlock"
        "Missing statement block after {0} ( condition ).";
    MISSING_STATEMENT_BLOCK_AFTER_ELSE "MissingStatementBlockAfterElse"
        "Missing statement block after 'else' keyword.";
    MISSING_END_PARENTHESIS_IN_SWITCH_STATEMENT "MissingEndParenthesisInSwitchStatement"
        "Missing ')' after expression in switch statement.";
    MISSING_CURLY_BRACE_IN_SWITCH_STATEMENT "MissingCurlyBraceInSwitchStatement"
        "Missing '{' in switch statement.";
    METHOD_HAS_CODE_PATH_NOT_RETURN "MethodHasCodePathNotReturn"
        "Not all code path returns value within method.";
    MISSING_OPEN_PARENTHESIS_IN_IF_STATEMENT "MissingOpenParenthesisInIfStatement"
        "Missing '(' after '{0}' in if statement.";
    IF_STATEMENT_MISSING_CONDITION "IfStatementMissingCondition"
        "Missing condition in if statement after '{0} ('.";
    PARAMETER_ATTRIBUTE_ARGUMENT_NEEDS_TO_BE_CONSTANT_OR_SCRIPT_BLOCK "ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock"
        "Attribute argument must be a constant or a script block.";
    PARAMETER_ATTRIBUTE_ARGUMENT_NEEDS_TO_BE_CONSTANT "ParameterAttributeArgumentNeedsToBeConstant"
        "Attribute argument must be a constant.";
    DUPLICATE_KEY_IN_HASH_LITERAL "DuplicateKeyInHashLiteral"
        "Duplicate keys '{0}' are not allowed in hash literals.";
    INVALID_VARIABLE_REFERENCE_WITH_DRIVE "InvalidVariableReferenceWithDrive"
        "Variable reference is not valid. ':' was not followed by a valid variable name character. Consider using ${} to delimit the name.";
    INVALID_VARIABLE_REFERENCE "InvalidVariableReference"
        "Variable reference is not valid. The variable name is missing.";
    INVALID_BRACED_VARIABLE_REFERENCE "InvalidBracedVariableReference"
        "Braced variable name cannot end in ':'.";
    INCOMPLETE_DOLLAR_VARIABLE_REFERENCE "IncompleteDollarVariableReference"
        "The variable reference is missing its closing '}'.";
    EMPTY_VARIABLE_REFERENCE "EmptyVariableReference"
        "Braces around a variable name cannot be empty.";
    UNEXPECTED_CHARACTERS_AFTER_HERE_STRING_HEADER "UnexpectedCharactersAfterHereStringHeader"
        "No characters are allowed after a here-string header but before the end of the line.";
    WHITESPACE_BEFORE_HERE_STRING_FOOTER "WhitespaceBeforeHereStringFooter"
        "White space is not allowed before the string terminator.";
    INVALID_UNICODE_ESCAPE_SEQUENCE "InvalidUnicodeEscapeSequence"
        "The Unicode escape sequence is not valid. A valid sequence is `u{ followed by one to six hex digits and a closing '}'.";
    INVALID_UNICODE_ESCAPE_VALUE "InvalidUnicodeEscapeSequenceValue"
        "The Unicode escape sequence value is out of range. The maximum value is 0x10FFFF.";
    MISSING_UNICODE_ESCAPE_TERMINATOR "MissingUnicodeEscapeSequenceTerminator"
        "The Unicode escape sequence is missing the closing '}'.";
    TOO_MANY_DIGITS_IN_UNICODE_ESCAPE "TooManyDigitsInUnicodeEscapeSequence"
        "The Unicode escape sequence contains more than the maximum of six hex digits.";
    MISSING_TERMINATOR_MULTI_LINE_COMMENT "MissingTerminatorMultiLineComment"
        "The terminator '#>' is missing from the multiline comment.";
    OPEN_BRACE_NEEDS_TO_BE_BACK_TICKED "OpenBraceNeedsToBeBackTickedInVariableName"
        "Use `{ instead of { in variable names.";
    BAD_NUMERIC_CONSTANT "BadNumericConstant"
        "The numeric constant {0} is not valid.";
    SCRIPT_TOO_COMPLICATED "ScriptTooComplicated"
        "The script is too complicated to process.";
    MISSING_LOOP_STATEMENT "MissingLoopStatement"
        "Missing statement body in {0} loop.";
    TYPE_NOT_FOUND "TypeNotFound"
        "Unable to find type [{0}].";
    CUSTOM_ATTRIBUTE_TYPE_NOT_FOUND "CustomAttributeTypeNotFound"
        "Cannot find the type for custom attribute '{0}'. Make sure that the assembly that contains this type is loaded.";
    MISSING_OPEN_PARENTHESIS_AFTER_KEYWORD "MissingOpenParenthesisAfterKeyword"
        "Missing opening '(' after keyword '{0}'.";
    MISSING_EXPRESSION_AFTER_KEYWORD "MissingExpressionAfterKeyword"
        "Missing expression after '{0}'.";
    MISSING_SWITCH_CONDITION_EXPRESSION "MissingSwitchConditionExpression"
        "Missing condition in switch statement clause.";
    MULTIPLE_SWITCH_DEFAULT_CLAUSES "MultipleSwitchDefaultClauses"
        "A switch statement can have only one default clause.";
    MISSING_FOREACH_EXPRESSION "MissingForeachExpression"
        "Missing expression in foreach loop.\nThe correct form is: foreach ($a in $b) {...}";
    INVALID_FOREACH_FLAG "InvalidForeachFlag"
        "The parameter -{0} is not a valid parameter for the foreach statement.";
    ORDERED_ATTRIBUTE_ONLY_ON_HASH_LITERAL_NODE "OrderedAttributeOnlyOnHashLiteralNode"
        "The ordered attribute can be specified only on a hash literal node.";
    MISSING_TYPE_BODY "MissingTypeBody"
        "Missing '{0}' body in '{0}' declaration.";
    INCOMPLETE_MEMBER_DEFINITION "IncompleteMemberDefinition"
        "Missing a property name or method definition.";
    MISSING_TRY_STATEMENT_BLOCK "MissingTryStatementBlock"
        "The Try statement is missing its statement block.";
    MISSING_FINALLY_STATEMENT_BLOCK "MissingFinallyStatementBlock"
        "The Finally block is missing its statement block.";
    MISSING_TYPE_LITERAL_TOKEN "MissingTypeLiteralToken"
        "Missing type literal token.";
    PIPELINE_VALUE_REQUIRED "PipelineValueRequired"
        "A switch statement must have one of the following:  '-file file_name' or '( expression )'.";
    MISSING_FILENAME_OPTION "MissingFilenameOption"
        "Missing file name after '-file' option.";
    INVALID_SWITCH_FLAG "InvalidSwitchFlag"
        "The parameter {0} is not valid for the switch statement.";
    MISSING_EXPRESSION_IN_NAMED_ARGUMENT "MissingExpressionInNamedArgument"
        "Missing statement after '=' in named argument.";
    MISSING_NAME_AFTER_KEYWORD "MissingNameAfterKeyword"
        "Missing name after {0} keyword.";
    RESERVED_KEYWORD_NOT_ALLOWED "ReservedKeywordNotAllowed"
        "The '{0}' keyword is not supported in this version of the language.";
    MISSING_ASSEMBLY_NAME_SPECIFICATION "MissingAssemblyNameSpecification"
        "The type name is missing the assembly name specification.";
    EMPTY_CATCH_NOT_LAST "EmptyCatchNotLast"
        "Catch block must be the last catch block.";
    MISSING_TRAP_STATEMENT "MissingTrapStatement"
        "The 'trap' statement was incomplete. A trap statement requires a body.";
    MISSING_WHILE_OR_UNTIL_IN_DO_WHILE "MissingWhileOrUntilInDoWhile"
        "Missing while or until keyword in do loop.";
    MISSING_IN_IN_FOREACH "MissingInInForeach"
        "Missing 'in' after variable in foreach loop.\nThe correct form is: foreach ($a in $b) {...}";
    MISSING_STATEMENT_BLOCK_FOR_DATA_SECTION "MissingStatementBlockForDataSection"
        "The Data section is missing its statement block.";
    INVALID_PARAMETER_FOR_DATA_SECTION_STATEMENT "InvalidParameterForDataSectionStatement"
        "The parameter -{0} is not valid for the Data section. The valid parameter is SupportedCommand.";
    MISSING_VALUE_FOR_SUPPORTED_COMMAND_IN_DATA_SECTION_STATEMENT "MissingValueForSupportedCommandInDataSectionStatement"
        "The SupportedCommand parameter of the Data section is missing its value.";
    PARAMETER_REQUIRES_ARGUMENT "ParameterRequiresArgument"
        "Parameter {0} requires an argument.";
    SCRIPT_REQUIRES_INVALID_FORMAT "ScriptRequiresInvalidFormat"
        "Cannot process the #requires statement because it is not in the correct format.\nThe #requires statement must be in one of the following formats:\n \"#requires -shellid <shellID>\"\n \"#requires -version <major.minor>\"\n \"#requires -psedition <edition>\"\n \"#requires -pssnapin <psSnapInName> [-version <major.minor>]\"\n \"#requires -modules <ModuleSpecification>\"\n \"#requires -runasadministrator\"";
    MISSING_USING_STATEMENT_DIRECTIVE "MissingUsingStatementDirective"
        "Missing using directive";
    MISSING_USING_ITEM_NAME "MissingUsingItemName"
        "Missing namespace, module, assembly, or type name in using statement.";
    INVALID_USING_ITEM_NAME "InvalidUsingItemName"
        "The name in the using statement is not valid.";
    INVALID_VALUE_FOR_USING_ITEM_NAME "InvalidValueForUsingItemName"
        "Value '{0}' is not a valid name in a using statement.";
    USING_MUST_BE_AT_START_OF_SCRIPT "UsingMustBeAtStartOfScript"
        "A 'using' statement must appear before any other statements in a script.";
    MISSING_COLON_IN_TERNARY_EXPRESSION "MissingColonInTernaryExpression"
        "Missing ':' in the ternary expression.";
    EMPTY_PIPELINE_CHAIN_ELEMENT "EmptyPipelineChainElement"
        "An expression or pipeline was expected after '{0}'.";
    BACKGROUND_OPERATOR_IN_PIPELINE_CHAIN "BackgroundOperatorInPipelineChain"
        "The background operator '&' can only be used at the end of a pipeline chain.";
    STREAM_ALREADY_REDIRECTED "StreamAlreadyRedirected"
        "The {0} stream for this command is already redirected.";
    DUPLICATE_SCRIPT_COMMAND_CLAUSE "DuplicateScriptCommandClause"
        "Script command clause '{0}' has already been defined.";
    WORKFLOW_NOT_SUPPORTED "WorkflowNotSupportedInPowerShellCore"
        "Workflow is not supported in PowerShell 6+.";
    TOO_MANY_TYPES "TooManyTypes"
        "Too many type constraints; only one type is allowed.";
    DUPLICATE_QUALIFIER "DuplicateQualifier"
        "The modifier '{0}' is already applied.";
    TYPE_NAME_EXPECTED "TypeNameExpected"
        "A type name was expected.";
    MISSING_BASE_CTOR_CALL "MissingBaseCtorCall"
        "Missing base class constructor call.";
    MEMBER_ALREADY_DEFINED "MemberAlreadyDefined"
        "The member '{0}' is already defined.";
    DUPLICATE_FORMAL_PARAMETER "DuplicateFormalParameter"
        "Duplicate parameter ${0} in parameter list.";
    DUPLICATE_NAMED_ARGUMENT "DuplicateNamedArgument"
        "The named argument '{0}' has already been specified.";
    CONTROL_LEAVING_FINALLY "ControlLeavingFinally"
        "Control cannot leave a finally block.";
    REFERENCE_NEEDS_TO_BE_BY_ITSELF_IN_TYPE_SEQUENCE "ReferenceNeedsToBeByItselfInTypeSequence"
        "[ref] must be the only type constraint.";
    REFERENCE_NEEDS_TO_BE_LAST_TYPE_IN_TYPE_CONVERSION "ReferenceNeedsToBeLastTypeInTypeConversion"
        "[ref] can only be the final type in type conversion sequence.";
    REFERENCE_NEEDS_TO_BE_BY_ITSELF_IN_TYPE_CONSTRAINT "ReferenceNeedsToBeByItselfInTypeConstraint"
        "[ref] cannot be combined with other types in a type constraint.";
    VOID_TYPE_CONSTRAINT_NOT_ALLOWED "VoidTypeConstraintNotAllowed"
        "The type [void] is not permitted here.";
    STATIC_CONSTRUCTOR_CANT_HAVE_PARAMETERS "StaticConstructorCantHaveParameters"
        "A static constructor cannot have parameters.";
    ARRAY_REFERENCE_NOT_SUPPORTED_IN_DATA_SECTION "ArrayReferenceNotSupportedInDataSection"
        "An array reference is not allowed in restricted language mode or a Data section.";
    ASSIGNMENT_STATEMENT_NOT_SUPPORTED_IN_DATA_SECTION "AssignmentStatementNotSupportedInDataSection"
        "Assignment statements are not allowed in restricted language mode or a Data section.";
    FUNCTION_DECLARATION_NOT_SUPPORTED_IN_DATA_SECTION "FunctionDeclarationNotSupportedInDataSection"
        "Function declarations are not allowed in restricted language mode or a Data section.";
    METHOD_CALL_NOT_SUPPORTED_IN_DATA_SECTION "MethodCallNotSupportedInDataSection"
        "Method calls are not allowed in restricted language mode or a Data section.";
    PROPERTY_REFERENCE_NOT_SUPPORTED_IN_DATA_SECTION "PropertyReferenceNotSupportedInDataSection"
        "Property references are not allowed in restricted language mode or a Data section.";
    VARIABLE_REFERENCE_NOT_SUPPORTED_IN_DATA_SECTION "VariableReferenceNotSupportedInDataSection"
        "A variable that cannot be referenced in restricted language mode or a Data section is being referenced. Variables that can be referenced include the following: $PSCulture, $PSUICulture, $true, $false, and $null.";
    CONSTRUCTOR_CANT_HAVE_RETURN_TYPE "ConstructorCantHaveReturnType"
        "A constructor cannot have a return type.";
    LABEL_NOT_FOUND "LabelNotFound"
        "The label '{0}' was not found.";
    VOID_METHOD_HAS_RETURN "VoidMethodHasReturn"
        "Invalid return statement within a void method.";
    NON_VOID_METHOD_MISSING_RETURN_VALUE "NonVoidMethodMissingReturnValue"
        "Invalid return statement within a non-void method.";
    NON_STATIC_MEMBER_ACCESS_IN_STATIC_MEMBER "NonStaticMemberAccessInStaticMember"
        "Cannot access the non-static member '{0}' in a static method or initializer of a static property.";
    PARAM_BLOCK_NOT_ALLOWED_IN_METHOD "ParamBlockNotAllowedInMethod"
        "A 'param' block is not allowed in a class method.";
    NAMED_BLOCK_NOT_ALLOWED_IN_METHOD "NamedBlockNotAllowedInMethod"
        "Named blocks are not allowed in a class method.";
    EXCEPTION_TYPE_ALREADY_CAUGHT "ExceptionTypeAlreadyCaught"
        "Exception type {0} is already handled by a previous handler.";
    SPLATTING_NOT_PERMITTED_IN_ARGUMENT_LIST "SplattingNotPermittedInArgumentList"
        "The splatting operator '@' cannot be used to reference variables in an argument list. '@{0}' can be used only as an argument to a command. To reference variables in an expression use '${0}'.";
    CMDLET_NOT_IN_ALLOWED_LIST "CmdletNotInAllowedListForDataSection"
        "The command '{0}' is not allowed in restricted language mode or a Data section.";
    DOT_SOURCING_NOT_SUPPORTED_IN_DATA_SECTION "DotSourcingNotSupportedInDataSection"
        "Dot-sourcing is not allowed in restricted language mode or a Data section.";
    DO_WHILE_STATEMENT_NOT_SUPPORTED_IN_DATA_SECTION "DoWhileStatementNotSupportedInDataSection"
        "Do and while statements are not allowed in restricted language mode or a Data section.";
    FOREACH_STATEMENT_NOT_SUPPORTED_IN_DATA_SECTION "ForeachStatementNotSupportedInDataSection"
        "The foreach statement is not allowed in restricted language mode or a Data section.";
    SWITCH_STATEMENT_NOT_SUPPORTED_IN_DATA_SECTION "SwitchStatementNotSupportedInDataSection"
        "The switch statement is not allowed in restricted language mode or a Data section.";
    TRY_STATEMENT_NOT_SUPPORTED_IN_DATA_SECTION "TryStatementNotSupportedInDataSection"
        "The try statement is not allowed in restricted language mode or a Data section.";
    FLOW_CONTROL_STATEMENT_NOT_SUPPORTED_IN_DATA_SECTION "FlowControlStatementNotSupportedInDataSection"
        "Flow control statements are not allowed in restricted language mode or a Data section.";
    SCRIPT_BLOCK_NOT_SUPPORTED_IN_DATA_SECTION "ScriptBlockNotSupportedInDataSection"
        "Script block literals are not allowed in restricted language mode or a Data section.";
    EXPANDABLE_STRING_NOT_SUPPORTED_IN_DATA_SECTION "ExpandableStringNotSupportedInDataSection"
        "Expandable strings are not allowed in restricted language mode or a Data section.";
}
