//! The traits through which one pallet knows another.

use crate::{Capacity, CircuitId, CircuitInfo, Record};
use frame_support::{
    dispatch::DispatchResult,
    traits::fungible::{Balanced, Credit, Inspect},
    weights::Weight,
};
use proofnet_proofs::Scalar;

/// Circuits, as the market needs them. Implemented by `pallet-verifier`.
pub trait Circuits {
    /// What is registered under `circuit`.
    fn info(circuit: &CircuitId) -> Option<CircuitInfo>;
    /// Counts one more user of `circuit`, which therefore cannot be removed.
    fn acquire(circuit: &CircuitId) -> DispatchResult;
    /// Counts one user less.
    fn release(circuit: &CircuitId);
    /// Whether `proof` proves `public_inputs` for `circuit`; the error says why not.
    fn verify(circuit: &CircuitId, public_inputs: &[Scalar], proof: &[u8]) -> DispatchResult;
    /// Weight of `verify` with this many public inputs.
    fn verify_weight(public_inputs: u32) -> Weight;

    /// Registers a circuit and gives it back with public inputs and a proof that `verify` accepts.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_proof(public_inputs: u32) -> (CircuitId, alloc::vec::Vec<Scalar>, alloc::vec::Vec<u8>);
}

/// Provers, as the market needs them. Implemented by `pallet-provers`.
///
/// A job takes one slot and locks collateral from [`Provers::start_job`] until exactly one of
/// [`Provers::finish_job`], [`Provers::reject_job`] and [`Provers::miss_job`].
pub trait Provers<AccountId> {
    /// What stakes are made of.
    type Currency: Balanced<AccountId>;

    /// The prover that `who` acts for: itself, or the one whose worker key it is.
    fn prover_of(who: &AccountId) -> Option<AccountId>;
    /// What `prover` has at its disposal; `None` if it is unknown or leaving.
    fn capacity(prover: &AccountId) -> Option<Capacity<BalanceOf<Self, AccountId>>>;
    /// How its jobs ended; `None` if it is unknown.
    fn record(prover: &AccountId) -> Option<Record>;
    /// Takes one slot and locks `collateral`.
    fn start_job(prover: &AccountId, collateral: BalanceOf<Self, AccountId>) -> DispatchResult;
    /// Frees the slot and the collateral of a job that was delivered `latency` blocks after its match.
    fn finish_job(prover: &AccountId, collateral: BalanceOf<Self, AccountId>, latency: u32);
    /// Frees the slot and the collateral of a job that was rejected in time.
    fn reject_job(prover: &AccountId, collateral: BalanceOf<Self, AccountId>);
    /// Frees the slot of a job that was missed and slashes its collateral; what could be slashed is the result.
    fn miss_job(
        prover: &AccountId,
        collateral: BalanceOf<Self, AccountId>,
    ) -> Credit<AccountId, Self::Currency>;
    /// Pays `payment` for a proof: the commission to the operator, the rest to its pool. Gives back what no one there can
    /// receive.
    fn reward(
        prover: &AccountId,
        payment: Credit<AccountId, Self::Currency>,
    ) -> Result<(), Credit<AccountId, Self::Currency>>;

    /// Registers `prover` with `slots` and enough stake for as many jobs of `collateral`.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_register(prover: &AccountId, slots: u32, collateral: BalanceOf<Self, AccountId>);
}

/// Planck, as a [`Provers`] counts them.
pub type BalanceOf<P, AccountId> = <<P as Provers<AccountId>>::Currency as Inspect<AccountId>>::Balance;

/// Told by `pallet-provers` when a prover stops taking jobs. Implemented by `pallet-market`, which drops its offers.
pub trait OnProverLeft<AccountId> {
    /// `prover` takes no jobs any more.
    fn on_prover_left(prover: &AccountId);
    /// Weight of `on_prover_left`.
    fn weight() -> Weight;
}

impl<AccountId> OnProverLeft<AccountId> for () {
    fn on_prover_left(_: &AccountId) {}
    fn weight() -> Weight {
        Weight::zero()
    }
}
