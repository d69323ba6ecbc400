//! The prover's registration, and whether its stake secures the slots that it has.

use super::Finding;
use crate::chain::{CategoryView, ProverView};
use proofnet_market::ProverState;

pub(super) fn prover(name: &str, view: Option<&ProverView>) -> Option<Finding> {
    const CHECK: &str = "prover";
    let Some(view) = view else {
        return Some(Finding::fail(
            CHECK,
            format!("prover {name} is not registered on this chain"),
            "register it with `Provers.register`",
        ));
    };
    Some(match view.state {
        ProverState::Active => Finding::ok(
            CHECK,
            format!(
                "prover {name} takes jobs: {} of {} slots free",
                view.free_slots, view.slots
            ),
        ),
        ProverState::Registered => Finding::fail(
            CHECK,
            format!("prover {name} takes no jobs: its own stake is below the minimum"),
            "add stake with `Provers.stake`",
        ),
        ProverState::Jailed { until } => Finding::fail(
            CHECK,
            format!("prover {name} takes no jobs: it missed too many deadlines"),
            format!(
                "find out why in the log, mend it, then end the jail from block {until} on (page \"The stake pool\" of the book)"
            ),
        ),
        ProverState::Leaving { since } => Finding::fail(
            CHECK,
            format!("prover {name} takes no jobs: it leaves since block {since}"),
            "close it and register anew, or name another prover",
        ),
    })
}

/// Whether the stake that is free secures a job of the largest size in each slot that is free.
pub(super) fn enough<'a>(
    view: &ProverView,
    served: impl Iterator<Item = &'a CategoryView>,
) -> Option<Finding> {
    const CHECK: &str = "stake";
    let dearest = served
        .map(|view| view.category.collateral.of(view.category.max_units))
        .max()?;
    let free = view.stake.free;
    let secured = free.checked_div(dearest).unwrap_or(u128::MAX);
    let found = format!(
        "{free} planck are free, {dearest} secure one job: enough for {} of {} free slots",
        secured.min(u128::from(view.free_slots)),
        view.free_slots
    );
    Some(if view.free_slots > 0 && secured == 0 {
        Finding::fail(
            CHECK,
            found,
            "add stake with `Provers.stake`, or leave out the category with the largest jobs",
        )
    } else if secured < u128::from(view.free_slots) {
        let missing = dearest
            .saturating_mul(u128::from(view.free_slots))
            .saturating_sub(free);
        Finding::warn(
            CHECK,
            found,
            format!("add {missing} planck with `Provers.stake` to use all slots"),
        )
    } else {
        Finding::ok(CHECK, found)
    })
}
