//! The parser that pest makes from `grammar/powershell.pest`. Only `syntax::build` reads its pairs.

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "../grammar/powershell.pest"]
pub struct Grammar;
