//! How a worker that is told to stop ends: what it waits for, and how long.

use super::Desk;
use crate::{config::Shutdown, intake::Assigned, supervise::Fault};
use std::time::Instant;

/// A worker that is told to stop.
pub(super) struct Stopping {
    pub end: Instant,
    pub hand_back: bool,
}

impl Desk {
    /// From now on what cannot be finished is handed back; the result is when to stop in any case.
    pub fn begin_to_stop(&mut self, shutdown: &Shutdown) -> Result<Instant, Fault> {
        let end = Instant::now() + shutdown.grace;
        self.stopping = Some(Stopping {
            end,
            hand_back: shutdown.hand_back,
        });
        self.act(Instant::now())?;
        Ok(end)
    }

    /// Whether a stopping worker has nothing left to finish.
    pub fn is_done(&self, shutdown: &Shutdown) -> bool {
        let height = self.height();
        // A block that sets offers may have matched before: its assignments are to be seen first.
        let offers_are_seen = self
            .offers
            .settled()
            .is_some_and(|block| block <= height.acted_on)
            && !self.asking;
        let is_finished = |job: &Assigned| {
            let known = self.book.get(job.request);
            height.best >= job.due || known.is_some_and(|known| known.phase.is_finished(job, height))
        };
        (offers_are_seen || !shutdown.withdraw_offers) && self.assigned().iter().all(is_finished)
    }
}
