//! The program: take the arguments, hand them to `cli`, give its exit code.

fn main() -> std::process::ExitCode {
    emsh::cli::main(std::env::args())
}
