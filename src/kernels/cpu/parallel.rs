//! Work shared out among threads. No result depends on how many there are: each value is computed by one of them
//! alone, with its additions in the same order.

#[cfg(feature = "threads")]
use rayon::prelude::*;

/// Tasks for each thread, so that a slow one can be helped.
const TASKS: usize = 2;

/// Does the work of every task.
#[cfg(feature = "threads")]
pub fn each<T: Send>(tasks: impl Iterator<Item = T>, work: impl Fn(T) + Send + Sync) {
    let tasks: Vec<T> = tasks.collect();
    tasks.into_par_iter().with_max_len(1).for_each(work);
}

/// The same on the only thread.
#[cfg(not(feature = "threads"))]
pub fn each<T>(tasks: impl Iterator<Item = T>, work: impl Fn(T)) {
    tasks.for_each(work);
}

/// Threads that there are.
pub fn threads() -> usize {
    #[cfg(feature = "threads")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "threads"))]
    1
}

/// How many of `count` things belong in a task.
pub fn share(count: usize) -> usize {
    let tasks = match threads() {
        1 => 1,
        threads => threads * TASKS,
    };
    count.div_ceil(tasks).max(1)
}

/// The same in fours: dropout decides on four values at a time, so a task may begin with every fourth image only.
pub fn share_of_images(count: usize) -> usize {
    share(count).next_multiple_of(4)
}
