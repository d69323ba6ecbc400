//! The traits through which one pallet knows another.

use crate::{Capacity, CircuitId, CircuitInfo, Record};
use alloc::vec::Vec;
use frame_support::{
    dispatch::DispatchResult,
    traits::fungible::{Balanced, Credit, Inspect},
    weights::Weight,
};
use proofnet_proofs::Scalar;
use sp_core::H256;

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
    /// Weight of `verify` with this many public inputs and a proof of this many bytes, which tell its system.
    fn verify_weight(public_inputs: u32, proof_len: u32) -> Weight;
    /// Verifies `claims` together, which costs less than one by one. Gives for each, in order, what `verify` says of it, and
    /// the weight of what had to be computed.
    fn verify_batch(claims: &[Claim]) -> (Vec<DispatchResult>, Weight);
    /// The most that `verify_batch` takes for a batch of this size, whatever is wrong with its claims.
    fn verify_batch_weight(size: BatchSize) -> Weight;

    /// Registers the circuit of this number, unless it is there, and gives it with public inputs and a proof that `verify`
    /// accepts.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_proof(public_inputs: u32, number: u32) -> (CircuitId, Vec<Scalar>, Vec<u8>);
}

/// A proof to be verified together with others.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// What it is of.
    pub circuit: CircuitId,
    /// The value of each public input, in the circuit's order.
    pub public_inputs: &'a [Scalar],
    /// The proof in its canonical encoding.
    pub proof: &'a [u8],
}

/// What the weight of a batch of claims depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchSize {
    /// Claims.
    pub claims: u32,
    /// Circuits that they are of, each counted once.
    pub circuits: u32,
    /// Public inputs of all claims together.
    pub public_inputs: u32,
}

/// Statements that were proved, for other pallets to rely on. Implemented by `pallet-verifier`.
pub trait Receipts {
    /// What blocks are counted in.
    type BlockNumber;

    /// The block in which a proof was first verified of the statement that [`crate::statement`] is the digest of; `None` if no
    /// receipt says so.
    fn proved_in(statement: &H256) -> Option<Self::BlockNumber>;
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
    /// Frees the slot of a job that was missed and slashes its collateral. A prover that this leaves without what it takes to
    /// go on is ejected.
    fn miss_job(
        prover: &AccountId,
        collateral: BalanceOf<Self, AccountId>,
    ) -> Missed<Credit<AccountId, Self::Currency>>;
    /// The most that an ejection adds to what a miss takes.
    fn ejection_weight() -> Weight;
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

/// What a missed job came to.
pub struct Missed<Credit> {
    /// What could be slashed.
    pub slashed: Credit,
    /// What the ejection of the prover added to the weight of the miss; zero if there was none, and never more than
    /// [`Provers::ejection_weight`].
    pub ejection: Weight,
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
