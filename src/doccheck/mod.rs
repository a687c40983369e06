//! Documentation to verdicts: finds the blocks of a page, runs their statements, reports.
