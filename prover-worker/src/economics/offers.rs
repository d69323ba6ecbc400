//! Which offers the chain should have: the operator's terms, what proving costs and takes, and what the breaker permits.

use super::{acceptable, price, safe_slots, unit_ask, Ask, Load, Permit, PriceError, ProvingTimes, Rate};
use std::{collections::BTreeMap, fmt, time::Duration};

/// The operator's terms for one category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferTerms {
    /// What is asked.
    pub ask: Ask,
    /// Least unit ask where it comes from cost, in planck per proving unit.
    pub floor: u128,
    /// The category is not offered where cost asks for more than this, in planck per proving unit.
    pub cap: Option<u128>,
    /// Margin in percent instead of the general one.
    pub margin_percent: Option<u32>,
}

/// A circuit that may come up in a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircuitTerms {
    /// Its name in the configuration.
    pub name: String,
    /// Its size in proving units, as registered.
    pub units: u64,
    /// What one proof costs, in planck, where the operator says so.
    pub cost: Option<u128>,
    /// How long proofs take.
    pub times: ProvingTimes,
}

/// A category as the chain has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// Blocks from a match to its due block.
    pub proving_window: u32,
    /// Planck that its largest job locks.
    pub collateral: u128,
    /// The configured circuits that its requests may name.
    pub circuits: Vec<CircuitTerms>,
}

/// What turns figures into offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Time into money; none where no ask comes from cost.
    pub rate: Option<Rate>,
    /// The percentile of proving times that asks cover.
    pub price_percentile: u8,
    /// Percent by which an ask on chain may be off before it is set anew.
    pub tolerance_percent: u32,
    /// The percentile of proving times that has to fit into deadlines.
    pub deadline_percentile: u8,
    /// What is added to it, in percent.
    pub headroom_percent: u32,
    /// What fetching an input and getting into a block may take.
    pub reserve: Duration,
    /// Whether a category is left out if the slots on chain are too many for it.
    pub enforce: bool,
}

/// How things stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// The prover's slots on chain, if known.
    pub slots: Option<u32>,
    /// Proofs at a time.
    pub lanes: usize,
    /// Time from block to block.
    pub block_time: Duration,
    /// Jobs that the prover has.
    pub jobs: usize,
    /// What the breaker permits.
    pub permit: Permit,
    /// The asks on chain.
    pub current: BTreeMap<u32, u128>,
}

/// Why a category is not offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The chain has no such category.
    Unknown,
    /// No configured circuit can come up in it.
    NoCircuit,
    /// Its ask is to come from cost, and nothing is known of a circuit.
    NotMeasured(String),
    /// Its ask is to come from cost, and there is no rate.
    NoRate,
    /// Its ask cannot be computed.
    Price(PriceError),
    /// Cost asks for more than the cap.
    AboveCap {
        /// What it asks for.
        ask: u128,
        /// The cap.
        cap: u128,
    },
    /// Its deadlines cannot be met with so many slots.
    TooManySlots {
        /// How many the prover has.
        slots: u32,
        /// How many would be safe with this category alone.
        safe: u32,
    },
    /// The breaker is open, or tries itself with another category or job.
    Breaker(Permit),
}

/// What is offered, and what is not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Unit asks by category.
    pub offers: BTreeMap<u32, u128>,
    /// Categories that are in the configuration and not offered.
    pub held: BTreeMap<u32, Reason>,
}

/// The offers that the chain should have.
pub fn wanted(
    terms: &BTreeMap<u32, OfferTerms>,
    served: &BTreeMap<u32, Served>,
    rules: &Rules,
    situation: &Situation,
) -> Plan {
    let mut plan = Plan::default();
    for (id, terms) in terms {
        let current = situation.current.get(id).copied();
        match ask(terms, served.get(id), rules, current) {
            Ok(ask) => {
                plan.offers.insert(*id, ask);
            }
            Err(reason) => {
                plan.held.insert(*id, reason);
            }
        }
    }
    if rules.enforce {
        leave_out_what_is_unsafe(&mut plan, served, rules, situation);
    }
    obey(situation, served, &mut plan);
    plan
}

fn ask(
    terms: &OfferTerms,
    served: Option<&Served>,
    rules: &Rules,
    current: Option<u128>,
) -> Result<u128, Reason> {
    let served = served.ok_or(Reason::Unknown)?;
    if let Ask::Fixed(ask) = terms.ask {
        return Ok(ask);
    }
    let mut rate = rules.rate.ok_or(Reason::NoRate)?;
    rate.margin_percent = terms.margin_percent.unwrap_or(rate.margin_percent);
    // Any of the circuits may come up: the dearest has to be covered.
    let mut dearest = None;
    for circuit in &served.circuits {
        let cost = match (circuit.cost, circuit.times.percentile(rules.price_percentile)) {
            (Some(cost), _) => cost,
            (None, Some(time)) => price::cost(time, &rate).map_err(Reason::Price)?,
            (None, None) => return Err(Reason::NotMeasured(circuit.name.clone())),
        };
        let ask = unit_ask(cost, circuit.units, &rate).map_err(Reason::Price)?;
        dearest = dearest.max(Some(ask));
    }
    let ask = dearest.ok_or(Reason::NoCircuit)?.max(terms.floor);
    match (terms.cap, current) {
        (Some(cap), _) if ask > cap => Err(Reason::AboveCap { ask, cap }),
        // Each change costs a transaction: what is nearly right stays.
        (_, Some(current)) if is_near(current, ask, rules.tolerance_percent) && current >= terms.floor => {
            Ok(current.min(terms.cap.unwrap_or(u128::MAX)))
        }
        _ => Ok(ask),
    }
}

fn is_near(current: u128, ask: u128, tolerance_percent: u32) -> bool {
    let tolerance = (ask / 100).saturating_mul(u128::from(tolerance_percent));
    current.abs_diff(ask) <= tolerance
}

/// Categories of which nothing is known are not judged.
fn leave_out_what_is_unsafe(
    plan: &mut Plan,
    served: &BTreeMap<u32, Served>,
    rules: &Rules,
    situation: &Situation,
) {
    let Some(slots) = situation.slots else { return };
    let loads: BTreeMap<u32, Load> = plan
        .offers
        .keys()
        .filter_map(|id| Some((*id, load(served.get(id)?, rules, situation.block_time)?)))
        .collect();
    let kept = acceptable(loads.clone(), situation.lanes, slots);
    for (id, load) in loads.iter().filter(|(id, _)| !kept.contains_key(id)) {
        plan.offers.remove(id);
        let safe = safe_slots([load], situation.lanes).unwrap_or_default();
        plan.held.insert(*id, Reason::TooManySlots { slots, safe });
    }
}

/// What a category asks of this machine, if anything is known of one of its circuits.
pub fn load(served: &Served, rules: &Rules, block_time: Duration) -> Option<Load> {
    let times = served.circuits.iter();
    let longest = times
        .filter_map(|circuit| circuit.times.percentile(rules.deadline_percentile))
        .max()?;
    Some(Load::new(
        longest,
        rules.headroom_percent,
        served.proving_window,
        block_time,
        rules.reserve,
    ))
}

fn obey(situation: &Situation, served: &BTreeMap<u32, Served>, plan: &mut Plan) {
    // A trial is one job: in the category where a failure costs least, and no other one meanwhile.
    let collateral = |id: &u32| served.get(id).map_or(u128::MAX, |served| served.collateral);
    let trial = match situation.permit {
        Permit::All => return,
        Permit::One if situation.jobs == 0 => {
            plan.offers.keys().copied().min_by_key(|id| (collateral(id), *id))
        }
        Permit::One | Permit::Nothing => None,
    };
    let (kept, held) = std::mem::take(&mut plan.offers)
        .into_iter()
        .partition(|(id, _)| Some(*id) == trial);
    plan.offers = kept;
    let held: BTreeMap<u32, u128> = held;
    plan.held
        .extend(held.into_keys().map(|id| (id, Reason::Breaker(situation.permit))));
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Unknown => f.write_str("the chain has no such category"),
            Reason::NoCircuit => f.write_str(
                "its ask is to come from cost, and no configured circuit can come up in it: add one, or give the ask as a number",
            ),
            Reason::NotMeasured(circuit) => write!(
                f,
                "its ask is to come from cost, and circuit {circuit} was never measured: run `prover-worker calibrate`, or give its \
                 `cost`"
            ),
            Reason::NoRate => f.write_str("its ask is to come from cost, and `pricing.rate` is not given"),
            Reason::Price(error) => write!(f, "its ask cannot be computed: {error}"),
            Reason::AboveCap { ask, cap } => {
                write!(f, "its cost asks for {ask} planck per proving unit, above its cap of {cap}")
            }
            Reason::TooManySlots { slots, safe } => write!(
                f,
                "with {slots} slots its deadlines cannot all be met, with {safe} they could: let the prover call \
                 `Provers.set_slots`, or raise `limits.parallel_jobs` if the machine proves faster so"
            ),
            Reason::Breaker(Permit::One) => f.write_str("the breaker tries itself with one job"),
            Reason::Breaker(_) => f.write_str("the breaker is open after failures"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(seconds: u64) -> ProvingTimes {
        [Duration::from_secs(seconds)].into_iter().collect()
    }

    fn circuit(name: &str, units: u64, seconds: u64) -> CircuitTerms {
        CircuitTerms {
            name: name.into(),
            units,
            cost: None,
            times: times(seconds),
        }
    }

    fn auto() -> OfferTerms {
        OfferTerms {
            ask: Ask::Auto,
            floor: 1,
            cap: None,
            margin_percent: None,
        }
    }

    fn rules() -> Rules {
        Rules {
            rate: Some(Rate {
                planck_per_second: 1_000,
                margin_percent: 0,
                protocol_fee_ppm: 0,
            }),
            price_percentile: 90,
            tolerance_percent: 5,
            deadline_percentile: 99,
            headroom_percent: 0,
            reserve: Duration::ZERO,
            enforce: true,
        }
    }

    fn situation() -> Situation {
        Situation {
            slots: Some(1),
            lanes: 1,
            block_time: Duration::from_secs(2),
            jobs: 0,
            permit: Permit::All,
            current: BTreeMap::new(),
        }
    }

    fn category(circuits: Vec<CircuitTerms>) -> Served {
        Served {
            proving_window: 10,
            collateral: 100,
            circuits,
        }
    }

    fn plan(terms: OfferTerms, served: Served, situation: &Situation) -> Plan {
        wanted(
            &BTreeMap::from([(0, terms)]),
            &BTreeMap::from([(0, served)]),
            &rules(),
            situation,
        )
    }

    #[test]
    fn ask_should_cover_the_dearest_circuit_when_a_category_has_several() {
        let served = category(vec![circuit("a", 10, 4), circuit("b", 100, 8)]);
        // 4,000 planck for 10 units are dearer by the unit than 8,000 for 100.
        assert_eq!(
            plan(auto(), served, &situation()).offers,
            BTreeMap::from([(0, 400)])
        );
    }

    #[test]
    fn ask_should_be_the_operators_when_it_is_fixed() {
        let terms = OfferTerms {
            ask: Ask::Fixed(7),
            ..auto()
        };
        let offers = plan(terms, category(vec![]), &situation()).offers;
        assert_eq!(offers, BTreeMap::from([(0, 7)]));
    }

    #[test]
    fn ask_should_take_the_operators_cost_when_it_is_given() {
        let mut dear = circuit("a", 10, 4);
        dear.cost = Some(50_000);
        let offers = plan(auto(), category(vec![dear]), &situation()).offers;
        assert_eq!(offers, BTreeMap::from([(0, 5_000)]));
    }

    #[test]
    fn ask_should_rise_to_the_floor_when_cost_is_below() {
        let terms = OfferTerms {
            floor: 9_999,
            ..auto()
        };
        let offers = plan(terms, category(vec![circuit("a", 10, 4)]), &situation()).offers;
        assert_eq!(offers, BTreeMap::from([(0, 9_999)]));
    }

    #[test]
    fn category_should_be_held_when_cost_is_above_the_cap() {
        let terms = OfferTerms {
            cap: Some(399),
            ..auto()
        };
        let plan = plan(terms, category(vec![circuit("a", 10, 4)]), &situation());
        assert_eq!(
            plan.held,
            BTreeMap::from([(0, Reason::AboveCap { ask: 400, cap: 399 })])
        );
        assert!(plan.offers.is_empty());
    }

    #[test]
    fn margin_should_be_the_categorys_when_it_has_one() {
        let terms = OfferTerms {
            margin_percent: Some(50),
            ..auto()
        };
        let offers = plan(terms, category(vec![circuit("a", 10, 4)]), &situation()).offers;
        assert_eq!(offers, BTreeMap::from([(0, 600)]));
    }

    #[test]
    fn category_should_be_held_when_a_circuit_was_never_measured() {
        let mut unknown = circuit("b", 10, 1);
        unknown.times = ProvingTimes::default();
        let served = category(vec![circuit("a", 10, 4), unknown]);
        assert_eq!(
            plan(auto(), served, &situation()).held,
            BTreeMap::from([(0, Reason::NotMeasured("b".into()))])
        );
    }

    #[test]
    fn category_should_be_held_when_the_chain_has_none() {
        let plan = wanted(
            &BTreeMap::from([(3, auto())]),
            &BTreeMap::new(),
            &rules(),
            &situation(),
        );
        assert_eq!(plan.held, BTreeMap::from([(3, Reason::Unknown)]));
    }

    #[test]
    fn ask_should_stay_when_it_is_nearly_right() {
        let served = category(vec![circuit("a", 10, 4)]);
        for (current, expected) in [(380, 380), (420, 420), (379, 400), (421, 400)] {
            let mut situation = situation();
            situation.current.insert(0, current);
            let offers = plan(auto(), served.clone(), &situation).offers;
            assert_eq!(offers, BTreeMap::from([(0, expected)]), "from {current}");
        }
    }

    #[test]
    fn category_should_be_held_when_slots_are_too_many_for_its_deadlines() {
        let served = category(vec![circuit("a", 10, 4)]);
        let mut situation = situation();
        situation.slots = Some(5);
        assert!(plan(auto(), served.clone(), &situation).held.is_empty());
        situation.slots = Some(6);
        assert_eq!(
            plan(auto(), served, &situation).held,
            BTreeMap::from([(0, Reason::TooManySlots { slots: 6, safe: 5 })])
        );
    }

    #[test]
    fn category_should_stay_when_nothing_is_known_of_its_times_or_slots() {
        let mut unknown = circuit("a", 10, 4);
        unknown.times = ProvingTimes::default();
        let terms = OfferTerms {
            ask: Ask::Fixed(7),
            ..auto()
        };
        let mut situation = situation();
        situation.slots = Some(1_000);
        let offers = plan(terms.clone(), category(vec![unknown]), &situation).offers;
        assert_eq!(offers.len(), 1);
        situation.slots = None;
        let offers = plan(terms, category(vec![circuit("a", 10, 4)]), &situation).offers;
        assert_eq!(offers.len(), 1);
    }

    #[test]
    fn nothing_should_be_offered_when_the_breaker_is_open() {
        let mut situation = situation();
        situation.permit = Permit::Nothing;
        let plan = plan(auto(), category(vec![circuit("a", 10, 4)]), &situation);
        assert!(plan.offers.is_empty());
        assert_eq!(plan.held, BTreeMap::from([(0, Reason::Breaker(Permit::Nothing))]));
    }

    #[test]
    fn the_least_collateral_should_be_risked_when_the_breaker_tries_itself() {
        let cheap = Served {
            collateral: 50,
            ..category(vec![circuit("a", 10, 4)])
        };
        let terms = BTreeMap::from([(0, auto()), (1, auto())]);
        let served = BTreeMap::from([(0, category(vec![circuit("a", 10, 4)])), (1, cheap)]);
        let mut situation = situation();
        situation.permit = Permit::One;
        let plan = wanted(&terms, &served, &rules(), &situation);
        assert_eq!(plan.offers.keys().copied().collect::<Vec<_>>(), [1]);
        situation.jobs = 1;
        assert!(wanted(&terms, &served, &rules(), &situation).offers.is_empty());
    }
}
