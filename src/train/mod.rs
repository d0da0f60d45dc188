//! Training and evaluation of one model, and what the outside is told of it.

pub mod evaluate;
pub mod history;
pub mod loss;
pub mod mistakes;
pub mod report;
pub mod schedule;
pub mod tally;
pub mod trainer;

pub use evaluate::Evaluation;
pub use history::History;
pub use tally::Tally;
pub use trainer::{Totals, Trainer};
