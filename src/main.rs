//! Chooses the mode and mounts.

fn main() {
    hpc_operations::shell::standalone::start();
}
