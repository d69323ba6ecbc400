//! # Verifier
//!
//! The circuits of the chain, and the verification of their proofs.
//!
//! ## Terminology
//!
//! | term | meaning |
//! |---|---|
//! | circuit | a verifying key of one proof system; its id is the hash of both |
//! | prepared key | what was computed of a key in advance, so that a proof costs less |
//! | user | a request that needs the circuit, which therefore stays |
//! | program | a program of a zkVM, registered like a circuit: its proofs are verified under the key of the circuit that wraps them |
//! | statement | blake2-256 of the SCALE encoding of (circuit, public inputs): what a proof says is true |
//! | receipt | a row that says of a statement that it was proved, and in which block |
//! | backend | where the curve arithmetic runs: in the node's host functions, or in the runtime itself |
//!
//! ## Overview
//!
//! - [`register_circuit`](Pallet::register_circuit) checks a key in full, once, and stores it with what can be computed in advance,
//!   for a deposit by the byte. [`remove_circuit`](Pallet::remove_circuit) undoes it while nobody uses the circuit.
//! - [`register_program`](Pallet::register_program) registers "program X of this zkVM". A proof for it is refused unless its public
//!   inputs say that this program ran to its end.
//! - [`verify`](Pallet::verify) checks one proof for anyone, who pays for the work, whatever the outcome. The market verifies through
//!   [`proofnet_market::Circuits`], many proofs together where they are delivered together.
//! - [`attest`](Pallet::attest) does the same and leaves a receipt, for a deposit that
//!   [`remove_receipt`](Pallet::remove_receipt) gives back after `ReceiptRetention`. Other pallets read it through
//!   [`proofnet_market::Receipts`]; others with a storage proof of
//!   `twox128("Verifier") ++ twox128("Receipts") ++ statement`.
//! - [`set_backend`](Pallet::set_backend) lets governance move the arithmetic into the runtime, should a host function turn
//!   out to be wrong or missing on some nodes. Weights are those of the backend in use: it is stored, so that a call is weighed, charged
//!   and run by the same one, and blocks are not filled by the cost of an implementation that does not run.
//!
//! ## Example
//!
//! The id of a circuit can be computed anywhere:
//!
//! ```
//! use proofnet_proofs::{circuit_id, ProofSystem};
//!
//! let key = [0u8; 576];
//! assert_ne!(circuit_id(ProofSystem::Groth16Bn254, &key), [0; 32]);
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

extern crate alloc;

mod batch;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod circuits;
mod errors;
#[cfg(any(test, feature = "runtime-benchmarks"))]
mod fixture;
mod invariants;
mod load;
mod programs;
mod receipts;
mod types;
mod verification;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::{
    traits::{fungible::Inspect, ConstU32},
    BoundedVec,
};
use proofnet_proofs::MAX_KEY_LEN;
use sp_runtime::traits::BlakeTwo256;

/// 32 bytes of a hash.
pub type H256 = <BlakeTwo256 as sp_runtime::traits::Hash>::Output;

/// Planck.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// A circuit's row.
pub type CircuitOf<T> = Circuit<<T as frame_system::Config>::AccountId, BalanceOf<T>>;
/// A receipt's row.
pub type ReceiptOf<T> = Receipt<
    <T as frame_system::Config>::AccountId,
    BalanceOf<T>,
    frame_system::pallet_prelude::BlockNumberFor<T>,
>;
/// A verifying key in its canonical encoding.
pub type KeyBytes = BoundedVec<u8, ConstU32<{ MAX_KEY_LEN as u32 }>>;

// The pallet macro's own expansion calls `expect`.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use frame_support::{
        pallet_prelude::*,
        traits::fungible::{hold::Mutate as MutateHold, Mutate},
    };
    use frame_system::pallet_prelude::*;
    use proofnet_market::{Artifacts, CircuitId, ProofBytes, PublicInputs, Units};
    use proofnet_proofs::{zkvm::Program, Backend, PreparedKey, ProofSystem};

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// The pallet.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// Why this pallet holds funds.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// The deposits of an owner's circuits.
        Circuit,
        /// The deposits of an owner's receipts.
        Receipt,
    }

    /// What the runtime decides.
    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// The runtime's hold reasons.
        type RuntimeHoldReason: From<HoldReason>;
        /// What deposits are made of.
        type Currency: Mutate<Self::AccountId> + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;
        /// Who may choose the backend.
        type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;
        /// Planck held for any circuit.
        #[pallet::constant]
        type DepositBase: Get<BalanceOf<Self>>;
        /// Planck held for each byte that a circuit takes in storage.
        #[pallet::constant]
        type DepositPerByte: Get<BalanceOf<Self>>;
        /// Planck held for a receipt; not below the existential deposit.
        #[pallet::constant]
        type ReceiptDeposit: Get<BalanceOf<Self>>;
        /// Blocks for which a receipt stays at least.
        #[pallet::constant]
        type ReceiptRetention: Get<BlockNumberFor<Self>>;
        /// Weights of the calls.
        type WeightInfo: WeightInfo;
    }

    /// Before governance says anything.
    pub struct InitialBackend;

    impl Get<Backend> for InitialBackend {
        fn get() -> Backend {
            Backend::Host
        }
    }

    /// The registered circuits.
    // A circuit's id is a hash already, so none of these maps hashes it again.
    #[pallet::storage]
    pub type Circuits<T: Config> = StorageMap<_, Identity, CircuitId, CircuitOf<T>, OptionQuery>;

    /// Their verifying keys, as registered.
    #[pallet::storage]
    pub type Keys<T: Config> = StorageMap<_, Identity, CircuitId, KeyBytes, OptionQuery>;

    /// Their verifying keys, as verification reads them.
    #[pallet::storage]
    pub type PreparedKeys<T: Config> = StorageMap<_, Identity, CircuitId, PreparedKey, OptionQuery>;

    // A statement is a hash already, and its row's key can be computed without this chain's metadata.
    /// Statements that were proved, and had a receipt made.
    #[pallet::storage]
    pub type Receipts<T: Config> = StorageMap<_, Identity, H256, ReceiptOf<T>, OptionQuery>;

    /// Where the curve arithmetic runs.
    #[pallet::storage]
    pub type ActiveBackend<T: Config> = StorageValue<_, Backend, ValueQuery, InitialBackend>;

    /// What happened.
    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A circuit was registered.
        CircuitRegistered {
            /// Its id.
            circuit: CircuitId,
            /// Who registered it.
            owner: T::AccountId,
            /// Planck held of the owner.
            deposit: BalanceOf<T>,
        },
        /// A circuit was removed.
        CircuitRemoved {
            /// Its id.
            circuit: CircuitId,
            /// Who had registered it.
            owner: T::AccountId,
            /// Planck given back.
            deposit: BalanceOf<T>,
        },
        /// A proof was verified, and it holds.
        Verified {
            /// Who had it verified.
            who: T::AccountId,
            /// The circuit.
            circuit: CircuitId,
            /// Blake2-256 of the SCALE encoding of (circuit, public inputs).
            statement: H256,
        },
        /// A proof was verified, it holds, and there is a receipt for it.
        Attested {
            /// Who had it verified, and pays for the receipt.
            who: T::AccountId,
            /// The circuit.
            circuit: CircuitId,
            /// Blake2-256 of the SCALE encoding of (circuit, public inputs).
            statement: H256,
            /// Last block in which the receipt cannot be removed.
            kept_until: BlockNumberFor<T>,
            /// Planck held for it.
            deposit: BalanceOf<T>,
        },
        /// A receipt is gone, or another account pays for it from now on.
        ReceiptReleased {
            /// The statement.
            statement: H256,
            /// Who paid for it.
            owner: T::AccountId,
            /// Planck given back.
            deposit: BalanceOf<T>,
        },
        /// A program of a zkVM was registered.
        ProgramRegistered {
            /// Its id among the circuits.
            circuit: CircuitId,
            /// Which program.
            program: Program,
            /// Who registered it.
            owner: T::AccountId,
            /// Planck held of the owner.
            deposit: BalanceOf<T>,
        },
        /// The curve arithmetic runs elsewhere from now on.
        BackendSet {
            /// Where.
            backend: Backend,
        },
    }

    /// What is wrong with a call.
    // Which point of a key or a proof is meant, the runtime API's `verify_proofs` says.
    #[pallet::error]
    pub enum Error<T> {
        /// No circuit has this id: register it first.
        CircuitNotFound,
        /// The key is registered already: use the circuit that is there.
        AlreadyRegistered,
        /// A circuit takes at least one proving unit.
        ZeroUnits,
        /// Only its owner removes a circuit.
        NotOwner,
        /// Requests use the circuit: wait until they are closed.
        InUse,
        /// Key: its length is not that of a key of its system, for any number of public inputs.
        KeyLength,
        /// Key: more public inputs than any circuit may have; hash them into fewer.
        KeyTooManyInputs,
        /// Key: a coordinate is not below the modulus of the base field.
        KeyNotCanonical,
        /// Key: a point is the identity.
        KeyIdentity,
        /// Key: a point is not on its curve; check the order of the coordinates.
        KeyOffCurve,
        /// Key: a point is outside the subgroup of prime order.
        KeyWrongSubgroup,
        /// Key: gamma equals delta, so that anybody can forge proofs; run the circuit's own setup.
        KeyGammaEqualsDelta,
        /// Key: the backend refused points that had passed every check; let governance set the other backend.
        KeyBackend,
        /// Proof: its length is not that of a proof.
        ProofLength,
        /// Public inputs: their number is not the circuit's.
        InputCount,
        /// Public inputs: one is not below the order of the scalar field.
        InputNotCanonical,
        /// Proof: a coordinate is not below the modulus of the base field, or an evaluation not below the order.
        ProofNotCanonical,
        /// Proof: a point is the identity.
        ProofIdentity,
        /// Proof: a point is not on its curve; check the order of the coordinates.
        ProofOffCurve,
        /// Proof: a point is outside the subgroup of prime order.
        ProofWrongSubgroup,
        /// Proof: well-formed, and it does not prove these public inputs for this circuit.
        ProofInvalid,
        /// The prepared key in storage is damaged: register the circuit anew.
        PreparedKeyDamaged,
        /// Program: the circuit that wraps its proofs is not registered; register its key first.
        WrapperNotFound,
        /// Program: the circuit that is to wrap its proofs has not as many public inputs as the zkVM's wrapper.
        WrapperInputs,
        /// Program: its key is not below the order of the scalar field; check the order of its bytes.
        ProgramNotCanonical,
        /// Public inputs: they say that another program ran, or that it failed.
        InputsNotOfProgram,
        /// Public inputs alone do not tell that this zkVM's program ran: verify under the circuit that wraps its proofs, or let the
        /// market derive them from the public values.
        PublicValuesNeeded,
        /// No receipt says that this statement was proved.
        ReceiptNotFound,
        /// Only who had the statement verified last removes its receipt.
        NotReceiptOwner,
        /// The receipt has to stay longer.
        ReceiptKept,
        /// Key: its domain is larger than the scalar field has one, or smaller than its number of public inputs.
        KeyDomain,
        /// Key: `k1` and `k2` do not shift the domain to disjoint sets.
        KeyCosets,
        /// Key: nobody contributed to its setup, so that anybody can forge proofs; use powers of tau with contributions.
        KeyTrivialSetup,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Registers a circuit.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the account that becomes the owner.
        ///
        /// ## Details
        ///
        /// Checks the key in full, computes in advance what verification needs, and holds a deposit of `DepositBase` and
        /// `DepositPerByte` for each byte stored. The id is blake2-256 of the SCALE encoding of (system, key).
        ///
        /// ## Parameters
        ///
        /// - `system`: the proof system of the key.
        /// - `key`: the verifying key in its canonical encoding.
        /// - `units`: work to prove the circuit once, in proving units; above zero.
        /// - `artifacts`: where its proving key and witness generator lie.
        ///
        /// ## Errors
        ///
        /// [`Error::ZeroUnits`], [`Error::AlreadyRegistered`], one that begins with `Key` for each way in which a key is wrong;
        /// the currency's, if the account cannot spare the deposit.
        ///
        /// ## Events
        ///
        /// [`Event::CircuitRegistered`].
        #[pallet::call_index(0)]
        #[pallet::weight(Pallet::<T>::register_weight(*system, key.len()))]
        pub fn register_circuit(
            origin: OriginFor<T>,
            system: ProofSystem,
            key: KeyBytes,
            #[pallet::compact] units: Units,
            artifacts: Option<Artifacts>,
        ) -> DispatchResult {
            Self::do_register(ensure_signed(origin)?, system, key, units, artifacts)?;
            Ok(())
        }

        /// Removes a circuit that nobody uses, and gives the deposit back.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the circuit's owner.
        ///
        /// ## Parameters
        ///
        /// - `circuit`: its id.
        ///
        /// ## Errors
        ///
        /// [`Error::CircuitNotFound`], [`Error::NotOwner`], [`Error::InUse`].
        ///
        /// ## Events
        ///
        /// [`Event::CircuitRemoved`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::remove_circuit())]
        pub fn remove_circuit(origin: OriginFor<T>, circuit: CircuitId) -> DispatchResult {
            Self::do_remove(ensure_signed(origin)?, circuit)
        }

        /// Verifies a proof.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by anyone.
        ///
        /// ## Details
        ///
        /// The caller pays for the work, whether the proof holds or not. Nothing is stored but the event:
        /// [`Pallet::attest`] leaves a receipt.
        ///
        /// ## Parameters
        ///
        /// - `circuit`: the circuit's id.
        /// - `public_inputs`: the value of each public input, in the circuit's order.
        /// - `proof`: the proof in its canonical encoding.
        ///
        /// ## Errors
        ///
        /// [`Error::CircuitNotFound`], [`Error::InputCount`], [`Error::InputNotCanonical`], one that begins with `Proof` for each
        /// way in which a proof is wrong, [`Error::PreparedKeyDamaged`]; for a program [`Error::PublicValuesNeeded`],
        /// [`Error::InputsNotOfProgram`].
        ///
        /// ## Events
        ///
        /// [`Event::Verified`].
        #[pallet::call_index(2)]
        #[pallet::weight(Pallet::<T>::weight_to_verify(public_inputs.len(), proof.len()))]
        pub fn verify(
            origin: OriginFor<T>,
            circuit: CircuitId,
            public_inputs: PublicInputs,
            proof: ProofBytes,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::check_standalone(&circuit, &public_inputs, &proof)?;
            let statement = Self::statement(&circuit, &public_inputs);
            Self::deposit_event(Event::Verified {
                who,
                circuit,
                statement,
            });
            Ok(())
        }

        /// Chooses where the curve arithmetic runs.
        ///
        /// ## Dispatch Origin
        ///
        /// `AdminOrigin`.
        ///
        /// ## Details
        ///
        /// Both backends accept the same proofs. In the runtime the arithmetic is several times slower and needs no host function.
        /// Takes effect at once.
        ///
        /// ## Parameters
        ///
        /// - `backend`: `Host`, the node's host functions, or `Portable`, the runtime itself.
        ///
        /// ## Errors
        ///
        /// None.
        ///
        /// ## Events
        ///
        /// [`Event::BackendSet`].
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::set_backend())]
        pub fn set_backend(origin: OriginFor<T>, backend: Backend) -> DispatchResult {
            T::AdminOrigin::ensure_origin(origin)?;
            ActiveBackend::<T>::put(backend);
            Self::deposit_event(Event::BackendSet { backend });
            Ok(())
        }

        /// Registers a program of a zkVM.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the account that becomes the owner.
        ///
        /// ## Details
        ///
        /// The circuit that wraps the zkVM's proofs must be registered, and stays as long as the program. The program's id,
        /// blake2-256 of the SCALE encoding of ("proofnet/program/1", program), is used like a circuit's from then on. A proof for it
        /// is refused unless its public inputs say that this program ran to its end.
        ///
        /// ## Parameters
        ///
        /// - `program`: the zkVM's release and the program's key.
        /// - `units`: work to prove it once, in proving units; above zero.
        /// - `artifacts`: where the program lies.
        ///
        /// ## Errors
        ///
        /// [`Error::ZeroUnits`], [`Error::AlreadyRegistered`], [`Error::ProgramNotCanonical`], [`Error::WrapperNotFound`],
        /// [`Error::WrapperInputs`]; the currency's, if the account cannot spare the deposit.
        ///
        /// ## Events
        ///
        /// [`Event::ProgramRegistered`].
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::register_program())]
        pub fn register_program(
            origin: OriginFor<T>,
            program: Program,
            #[pallet::compact] units: Units,
            artifacts: Option<Artifacts>,
        ) -> DispatchResult {
            Self::do_register_program(ensure_signed(origin)?, program, units, artifacts)
        }

        /// Verifies a proof and leaves a receipt.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by anyone, who becomes the receipt's owner.
        ///
        /// ## Details
        ///
        /// The receipt says of the statement in which block it was first proved. It stays for at least `ReceiptRetention` blocks from
        /// now, and until its owner removes it; the owner's deposit is held as long. If there is one already, it is kept for longer,
        /// and the former owner's deposit is given back.
        ///
        /// ## Parameters
        ///
        /// - `circuit`: the circuit's id.
        /// - `public_inputs`: the value of each public input, in the circuit's order.
        /// - `proof`: the proof in its canonical encoding.
        ///
        /// ## Errors
        ///
        /// Those of [`Pallet::verify`]; the currency's, if the account cannot spare the deposit.
        ///
        /// ## Events
        ///
        /// [`Event::Attested`], after [`Event::ReceiptReleased`] if there was a receipt.
        #[pallet::call_index(6)]
        #[pallet::weight(Pallet::<T>::weight_to_verify(public_inputs.len(), proof.len()).saturating_add(T::WeightInfo::attest()))]
        pub fn attest(
            origin: OriginFor<T>,
            circuit: CircuitId,
            public_inputs: PublicInputs,
            proof: ProofBytes,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::check_standalone(&circuit, &public_inputs, &proof)?;
            Self::leave_receipt(who, circuit, Self::statement(&circuit, &public_inputs))
        }

        /// Removes a receipt, and gives the deposit back.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the receipt's owner.
        ///
        /// ## Parameters
        ///
        /// - `statement`: blake2-256 of the SCALE encoding of (circuit, public inputs).
        ///
        /// ## Errors
        ///
        /// [`Error::ReceiptNotFound`], [`Error::NotReceiptOwner`], [`Error::ReceiptKept`].
        ///
        /// ## Events
        ///
        /// [`Event::ReceiptReleased`].
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::remove_receipt())]
        pub fn remove_receipt(origin: OriginFor<T>, statement: H256) -> DispatchResult {
            Self::do_remove_receipt(&ensure_signed(origin)?, statement)
        }
    }
}
