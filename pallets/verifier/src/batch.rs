//! Proofs verified together, and what that weighs.

use crate::{
    load::{Load, Size},
    pallet::*,
    programs::{check_program, Route},
    WeightInfo,
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{pallet_prelude::DispatchResult, weights::Weight};
use proofnet_market::{CircuitId, Claim};
use proofnet_proofs::{
    verify, verify_batch, Backend, PreparedKey, ProofSystem, VerifyError, Work, PROOF_LEN,
};
use sp_runtime::SaturatedConversion;

/// The keys that a batch is about, each read once.
#[derive(Default)]
struct BatchKeys {
    keys: Vec<PreparedKey>,
    /// Where each key is among them.
    places: BTreeMap<CircuitId, u32>,
    /// The circuits that claims are for.
    routes: BTreeMap<CircuitId, Route>,
}

impl BatchKeys {
    /// The place of the key that `claim` is for. Programs of one zkVM share theirs.
    fn place<T: Config>(&mut self, claim: &Claim) -> Result<u32, Error<T>> {
        let route = match self.routes.get(&claim.circuit) {
            Some(route) => *route,
            None => {
                let route = Pallet::<T>::route(&claim.circuit)?;
                self.routes.insert(claim.circuit, route);
                route
            }
        };
        check_program::<T>(route.program.as_ref(), claim.public_inputs)?;
        if let Some(place) = self.places.get(&route.key) {
            return Ok(*place);
        }
        let key = PreparedKeys::<T>::get(route.key).ok_or(Error::<T>::CircuitNotFound)?;
        let place = self.keys.len().saturated_into();
        self.keys.push(key);
        self.places.insert(route.key, place);
        Ok(place)
    }

    /// Whether proofs under the key at `place` are combined with others.
    fn combine(&self, place: u32) -> bool {
        let key = self.keys.get(place as usize);
        key.is_some_and(|key| key.system().combines())
    }

    /// The key at `place`, if each proof under it is verified by itself.
    fn apart(&self, place: u32) -> Option<&PreparedKey> {
        let key = self.keys.get(place as usize);
        key.filter(|key| !key.system().combines())
    }

    fn inputs(&self) -> u32 {
        let inputs = self.keys.iter().map(PreparedKey::public_inputs);
        inputs.fold(0, u32::saturating_add)
    }
}

impl<T: Config> Pallet<T> {
    /// See [`proofnet_market::Circuits::verify_batch`].
    pub(crate) fn check_batch(claims: &[Claim]) -> (Vec<DispatchResult>, Weight) {
        let mut keys = BatchKeys::default();
        let placed: Vec<_> = claims.iter().map(|claim| keys.place::<T>(claim)).collect();
        let combined: Vec<_> = claims
            .iter()
            .zip(&placed)
            .filter_map(|(claim, place)| {
                let place = *place.as_ref().ok()?;
                keys.combine(place).then_some(proofnet_proofs::Claim {
                    key: place,
                    inputs: claim.public_inputs,
                    proof: claim.proof,
                })
            })
            .collect();
        let backend = ActiveBackend::<T>::get();
        let (verdicts, work) = judge(backend, &keys.keys, &combined);

        let inputs = combined.iter().map(|claim| claim.inputs.len().saturated_into());
        let size = Size {
            claims: combined.len().saturated_into(),
            keys: keys.keys.len().saturated_into(),
            key_inputs: keys.inputs(),
            claim_inputs: inputs.fold(0, u32::saturating_add),
        };
        let mut weight = Self::weight_of(&Load::of(&work, &size));
        let mut verdicts = verdicts.into_iter();
        let mut results = Vec::with_capacity(claims.len());
        for (claim, place) in claims.iter().zip(placed) {
            let verdict = place.and_then(|place| {
                let verdict = match keys.apart(place) {
                    Some(key) => {
                        weight = weight.saturating_add(Self::weight_apart(claim));
                        verify(backend, key, claim.public_inputs, claim.proof)
                    }
                    // There is one for each of the others.
                    None => verdicts.next().unwrap_or(Err(VerifyError::Invalid)),
                };
                Ok(verdict?)
            });
            results.push(verdict.map_err(Into::into));
        }
        (results, weight)
    }

    /// What the verification of a claim takes that is not combined with others. A proof that is not as long as its key's are is refused
    /// before anything is computed.
    fn weight_apart(claim: &Claim) -> Weight {
        match ProofSystem::of_proof_len(claim.proof.len()) {
            Some(system) if !system.combines() => {
                Self::weight_to_verify(claim.public_inputs.len(), claim.proof.len())
            }
            _ => Weight::zero(),
        }
    }

    /// What a batch weighs, by the backend in use.
    pub(crate) fn weight_of(load: &Load) -> Weight {
        let backend = ActiveBackend::<T>::get();
        let batch = |keys, claims, inputs| match backend {
            Backend::Host => T::WeightInfo::verify_batch_host(keys, claims, inputs),
            Backend::Portable => T::WeightInfo::verify_batch_portable(keys, claims, inputs),
        };
        let product = batch(0, 0, 0);
        let in_products = batch(load.keys, load.further_claims, load.inputs).saturating_sub(product);
        let single = Self::weight_to_verify(0, PROOF_LEN);
        let of_inputs = Self::weight_to_verify(load.single_inputs as usize, PROOF_LEN).saturating_sub(single);
        product
            .saturating_mul(load.products.into())
            .saturating_add(in_products)
            .saturating_add(single.saturating_mul(load.singles.into()))
            .saturating_add(of_inputs)
    }
}

fn judge(
    backend: Backend,
    keys: &[PreparedKey],
    claims: &[proofnet_proofs::Claim],
) -> (Vec<Result<(), VerifyError>>, Work) {
    let keys: Vec<_> = keys.iter().collect();
    if let Ok(report) = verify_batch(backend, &keys, claims) {
        return (report.results, report.work);
    }
    // More than are verified together.
    let results = claims.iter().map(|claim| match keys.get(claim.key as usize) {
        Some(key) => verify(backend, key, claim.inputs, claim.proof),
        None => Err(VerifyError::Invalid),
    });
    let work = Work {
        singles: claims.len().saturated_into(),
        ..Work::default()
    };
    (results.collect(), work)
}
