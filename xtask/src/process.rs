//! Running other programs so that none of them outlives this one.

mod call;
mod descendants;
mod running;
pub mod stop;

pub use call::Call;
pub use descendants::{adopt_orphans, end_descendants};
pub use running::Running;
