//! The network: layers, initial weights, optimiser.

pub mod init;
pub mod model;
pub mod optimizer;
pub mod parameters;
pub mod structure;
pub(crate) mod transfer;

pub use model::{Dropout, Model};
pub use optimizer::{Lesson, Optimizer};
pub use parameters::Parameter;
