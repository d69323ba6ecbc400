//! Random sequences of calls and blocks.

use super::{ledger::Ledger, *};
use crate::{Ask, Event, Jobs, MarketTime, Requests};
use proptest::{collection::vec, prelude::*};

#[derive(Clone, Debug)]
enum Step {
    Place {
        requester: usize,
        large: bool,
        unit_bid: Balance,
        wait: BlockNumber,
        slack: BlockNumber,
    },
    PlaceBatch {
        requester: usize,
        unit_bid: Balance,
        rises: u128,
        every: BlockNumber,
        admitted: usize,
        wait: BlockNumber,
        slack: BlockNumber,
    },
    TopUp {
        nth: usize,
        amount: Balance,
    },
    Reject {
        nth: usize,
        worker: bool,
    },
    Pause,
    SetParameters {
        rejection_fee: Balance,
        max_rejections: u32,
        max_restricted: u32,
        top_up: u32,
    },
    Cancel {
        nth: usize,
    },
    CancelAny {
        requester: usize,
        request: RequestId,
    },
    SetOffers {
        prover: usize,
        small: Balance,
        large: Balance,
    },
    RemoveOffers {
        prover: usize,
    },
    Deliver {
        nth: usize,
        valid: bool,
    },
    DeliverAny {
        who: usize,
        request: RequestId,
    },
    Deregister {
        prover: usize,
    },
    Register {
        prover: usize,
        slots: u32,
        stake: Balance,
    },
    Update {
        window: BlockNumber,
        max_units: u64,
        collateral: Balance,
    },
    Empty {
        requester: usize,
        refill: bool,
    },
    Pass {
        blocks: BlockNumber,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let place = (0..3usize, any::<bool>(), 1..40u128, 0..15u64, 5..60u64).prop_map(
        |(requester, large, unit_bid, wait, slack)| Step::Place {
            requester,
            large,
            unit_bid,
            wait,
            slack,
        },
    );
    let place_batch = (
        0..3usize,
        1..40u128,
        0..34u128,
        0..4u64,
        0..4usize,
        0..15u64,
        5..60u64,
    )
        .prop_map(
            |(requester, unit_bid, rises, every, admitted, wait, slack)| Step::PlaceBatch {
                requester,
                unit_bid,
                rises,
                every,
                admitted,
                wait,
                slack,
            },
        );
    let amount = prop_oneof![
        Just(0),
        Just(1),
        Just(EXISTENTIAL_DEPOSIT),
        1..2_000u128,
        Just(u128::MAX)
    ];
    let set_parameters = (0..100u128, 1..5u32, 0..17u32, 0..50u32).prop_map(
        |(rejection_fee, max_rejections, max_restricted, top_up)| Step::SetParameters {
            rejection_fee,
            max_rejections,
            max_restricted,
            top_up,
        },
    );
    prop_oneof![
        8 => place,
        5 => place_batch,
        4 => (0..6usize, amount).prop_map(|(nth, amount)| Step::TopUp { nth, amount }),
        5 => (0..4usize, any::<bool>()).prop_map(|(nth, worker)| Step::Reject { nth, worker }),
        1 => Just(Step::Pause),
        1 => set_parameters,
        3 => (0..4usize).prop_map(|nth| Step::Cancel { nth }),
        1 => (0..3usize, 0..40u64)
            .prop_map(|(requester, request)| Step::CancelAny { requester, request }),
        3 => (0..4usize, 1..20u128, 50..150u128)
            .prop_map(|(prover, small, large)| Step::SetOffers { prover, small, large }),
        1 => (0..4usize).prop_map(|prover| Step::RemoveOffers { prover }),
        16 => (0..4usize, prop::bool::weighted(0.8)).prop_map(|(nth, valid)| Step::Deliver { nth, valid }),
        1 => (0..4usize, 0..40u64).prop_map(|(who, request)| Step::DeliverAny { who, request }),
        1 => (0..4usize).prop_map(|prover| Step::Deregister { prover }),
        3 => (0..4usize, 1..5u32, 100..50_000u128)
            .prop_map(|(prover, slots, stake)| Step::Register { prover, slots, stake }),
        1 => (1..30u64, 50..2_000u64, 0..400u128)
            .prop_map(|(window, max_units, collateral)| Step::Update { window, max_units, collateral }),
        1 => (0..3usize, any::<bool>()).prop_map(|(requester, refill)| Step::Empty { requester, refill }),
        10 => (1..4u64).prop_map(|blocks| Step::Pass { blocks }),
        1 => Just(Step::Pass { blocks: 40 }),
    ]
}

/// Refusals are as welcome as successes: what matters is what is true afterwards.
fn take(step: &Step) {
    let now = System::block_number();
    match *step {
        Step::Place {
            requester,
            large,
            unit_bid,
            wait,
            slack,
        } => {
            let (which, category) = if large {
                (Which::Large, LARGE)
            } else {
                (Which::Small, SMALL)
            };
            let unit_bid = if large { unit_bid * 10 } else { unit_bid };
            let order = Order {
                circuit: which.id(),
                category,
                max_fee: unit_bid * Balance::from(which.units()) + unit_bid,
                ..Order::of(REQUESTERS[requester])
            };
            let _ = order.until(now + wait, now + wait + slack).try_place();
        }
        Step::PlaceBatch {
            requester,
            unit_bid,
            rises,
            every,
            admitted,
            wait,
            slack,
        } => {
            let order = Order::of(REQUESTERS[requester])
                .bid(unit_bid)
                .until(now + wait, now + wait + slack);
            let start = (order.max_fee / 2).max(1);
            let rising = order
                .clone()
                .rising(start, (order.max_fee - start) / rises.max(1), every);
            let private = order.clone().only(&PROVERS[..admitted]);
            let both = rising.clone().only(&PROVERS[admitted..]);
            let _ = dispatch(order.requester, batch(&[rising, private, both]));
        }
        Step::TopUp { nth, amount } => {
            let mut all = Requests::<Test>::iter();
            if let Some((id, request)) = all.nth(nth) {
                let open = !Jobs::<Test>::contains_key(id);
                let spare = free(request.requester).saturating_sub(EXISTENTIAL_DEPOSIT);
                let running = MarketTime::<Test>::get().paused_since.is_none();
                let fits = amount > 0 && amount <= spare && free(request.requester) > 0;
                let topped_up = top_up(request.requester, id, amount).is_ok();
                assert_eq!(topped_up, open && running && fits);
            }
        }
        Step::Reject { nth, worker } => {
            if let Some((request, job)) = Jobs::<Test>::iter().nth(nth) {
                let in_time = Market::now() <= job.reject_by;
                if worker && pallet_provers::WorkerKeys::<Test>::get(STRANGER).is_none() {
                    let _ = Provers::propose_worker(RuntimeOrigin::signed(job.prover), STRANGER);
                    let _ = Provers::accept_worker(RuntimeOrigin::signed(STRANGER), job.prover);
                }
                let who = if worker { STRANGER } else { job.prover };
                let rejected = reject(who, request);
                assert!(in_time || rejected.is_err());
                assert_ne!(rejected.is_ok(), Jobs::<Test>::contains_key(request));
            }
        }
        Step::Pause => set_paused(MarketTime::<Test>::get().paused_since.is_none()),
        Step::SetParameters {
            rejection_fee,
            max_rejections,
            max_restricted,
            top_up,
        } => {
            let parameters = crate::MarketParameters {
                rejection_fee,
                max_rejections,
                max_restricted,
                top_up: sp_runtime::Permill::from_percent(top_up),
                ..parameters()
            };
            Market::set_parameters(RuntimeOrigin::root(), parameters).unwrap();
        }
        Step::Cancel { nth } => {
            let mut open = Requests::<Test>::iter().filter(|(id, _)| !Jobs::<Test>::contains_key(id));
            if let Some((id, request)) = open.nth(nth) {
                cancel(request.requester, id).unwrap();
            }
        }
        Step::CancelAny { requester, request } => drop(cancel(REQUESTERS[requester], request)),
        Step::SetOffers { prover, small, large } => {
            let _ = set_offers(PROVERS[prover], &[(SMALL, small), (LARGE, large)]);
        }
        Step::RemoveOffers { prover } => drop(set_offers(PROVERS[prover], &[])),
        Step::Deliver { nth, valid } => {
            if let Some((request, job)) = Jobs::<Test>::iter().nth(nth) {
                let circuit = Requests::<Test>::get(request).unwrap().circuit;
                let which = if circuit == Which::Large.id() {
                    Which::Large
                } else {
                    Which::Small
                };
                let (outputs, proof) = proof_of(which, if valid { NONCE } else { NONCE + 1 });
                let call = RuntimeCall::Market(crate::Call::deliver {
                    request,
                    outputs,
                    proof,
                });
                // A row that waits for room in a block is past its time.
                let in_time = Market::now() <= job.due;
                assert_eq!(dispatch(job.prover, call).is_ok(), valid && in_time);
            }
        }
        Step::DeliverAny { who, request } => {
            let assigned = Jobs::<Test>::get(request).is_some_and(|job| job.prover == PROVERS[who]);
            let delivered = deliver(PROVERS[who], request);
            assert!(assigned || delivered.is_err());
        }
        Step::Deregister { prover } => {
            let origin = RuntimeOrigin::signed(PROVERS[prover]);
            let close = pallet_provers::Call::close {
                prover: PROVERS[prover],
            };
            let _ = dispatch_provers(prover, close);
            let _ = Provers::deregister(origin);
        }
        Step::Register { prover, slots, stake } => {
            let register = pallet_provers::Call::register {
                stake,
                slots,
                commission: sp_runtime::Permill::from_percent(30),
            };
            let _ = dispatch_provers(prover, register);
        }
        Step::Update {
            window,
            max_units,
            collateral,
        } => {
            let category = proofnet_market::Category {
                proving_window: window,
                rejection_window: window / 2,
                min_delivered: 0,
                max_units,
                collateral: proofnet_market::CollateralRule {
                    fixed: collateral,
                    per_unit: 1,
                },
                ..small()
            };
            Market::update_category(RuntimeOrigin::root(), SMALL, category).unwrap();
        }
        Step::Empty { requester, refill } => {
            let who = REQUESTERS[requester];
            if System::providers(&who) < 2 {
                System::inc_providers(&who);
            }
            let call = pallet_balances::Call::transfer_all {
                dest: STRANGER,
                keep_alive: false,
            };
            let _ = dispatch(who, RuntimeCall::Balances(call));
            if refill {
                let back = pallet_balances::Call::transfer_allow_death {
                    dest: who,
                    value: 1_000_000,
                };
                let _ = dispatch(STRANGER, RuntimeCall::Balances(back));
            }
        }
        Step::Pass { blocks } => go_to(now + blocks),
    }
}

fn dispatch_provers(prover: usize, call: pallet_provers::Call<Test>) -> DispatchResultWithPostInfo {
    dispatch(PROVERS[prover], RuntimeCall::Provers(call))
}

/// What ended a request, if the event says that something did.
fn end_of(event: &Event<Test>) -> Option<RequestId> {
    match event {
        Event::Fulfilled { request, .. }
        | Event::Cancelled { request, .. }
        | Event::Expired { request, .. }
        | Event::Unprovable { request, .. }
        | Event::Refunded { request, .. } => Some(*request),
        _ => None,
    }
}

/// Checks what each event says of itself, and that it says it of a request that has not ended before.
fn account_for(events: &[Event<Test>], ended: &mut Vec<RequestId>) {
    for event in events {
        match event {
            Event::Fulfilled {
                fee,
                paid,
                protocol_fee,
                surplus,
                ..
            } => {
                assert_eq!(*fee, paid + protocol_fee + surplus);
            }
            Event::Missed {
                slashed,
                compensation,
                top_up,
                forwarded,
                ..
            } => {
                assert_eq!(*slashed, compensation + top_up + forwarded);
            }
            Event::Matched {
                prover,
                requester_unit_price,
                prover_unit_price,
                ..
            } => {
                let asks = Market::offers(prover);
                let ask = |(_, ask): &Ask| ask <= prover_unit_price;
                assert!(asks.iter().any(ask), "a prover is paid less than any of its asks");
                assert!(prover_unit_price <= requester_unit_price);
            }
            _ => {}
        }
        if let Some(request) = end_of(event) {
            assert!(!ended.contains(&request), "request {request} has ended twice");
            ended.push(request);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn calls_should_never_panic_when_figures_are_any(
        (fee, price, bid) in (any::<u128>(), any::<u128>(), any::<u128>()),
        (match_by, deadline, window, retention) in (any::<u64>(), any::<u64>(), any::<u64>(), any::<u64>()),
        (request, units, fixed, per_unit) in (any::<u64>(), any::<u64>(), any::<u128>(), any::<u128>()),
    ) {
        run(|| {
            let issuance = Balances::total_issuance();
            supply(PROVERS[0], 2, 6);
            let category = proofnet_market::Category {
                max_units: units,
                proving_window: window,
                collateral: proofnet_market::CollateralRule { fixed, per_unit },
                price_floor: price,
                ..small()
            };
            let parameters = crate::MarketParameters { retention, ..parameters() };
            let _ = Market::set_parameters(RuntimeOrigin::root(), parameters);
            let _ = Market::create_category(RuntimeOrigin::root(), 3, category.clone(), bid);
            let _ = Order { max_fee: fee, match_by, deadline, ..Order::of(REQUESTERS[0]) }.try_place();
            let _ = Order { category: 3, ..Order::of(REQUESTERS[0]) }.try_place();
            let _ = set_offers(PROVERS[0], &[(SMALL, price), (3, bid)]);
            let _ = cancel(REQUESTERS[0], request);
            let _ = deliver(PROVERS[0], request);
            check(issuance);
            next_block();
            let _ = Market::update_category(RuntimeOrigin::root(), SMALL, category);
            let _ = deliver(PROVERS[0], 0);
            go_to(30);
            check(issuance);
        });
    }

    #[test]
    fn clearing_should_be_the_same_when_orders_of_different_bids_are_included_in_another_order(
        bids in prop::collection::btree_set(2..60u128, 1..12),
        seed in any::<u64>(),
    ) {
        let bids: Vec<Balance> = bids.into_iter().collect();
        let mut shuffled = bids.clone();
        shuffled.sort_by_key(|bid| (*bid as u64).wrapping_mul(seed | 1));
        let outcome = |bids: &[Balance]| {
            let mut trades = Vec::new();
            run(|| {
                supply(PROVERS[0], 2, 6);
                supply(PROVERS[1], 1, 8);
                let placed: Vec<_> =
                    bids.iter().map(|bid| (Order::of(REQUESTERS[0]).bid(*bid).place(), *bid)).collect();
                next_block();
                trades = placed
                    .iter()
                    .filter_map(|(request, bid)| {
                        let job = Jobs::<Test>::get(request)?;
                        Some((*bid, job.requester_unit_price))
                    })
                    .collect();
                trades.sort();
            });
            trades
        };
        prop_assert_eq!(outcome(&bids), outcome(&shuffled));
    }
}

/// Steps of the long run: `PROOFNET_STEPS`, or 2,400.
fn steps() -> u32 {
    let asked = std::env::var("PROOFNET_STEPS").ok();
    asked.map_or(2_400, |steps| {
        steps
            .parse()
            .expect("PROOFNET_STEPS is a number of steps, such as 1000000")
    })
}

/// Steps from a fresh chain to its end.
const STEPS_OF_A_CHAIN: u32 = 80;

proptest! {
    #![proptest_config(ProptestConfig { cases: steps().div_ceil(STEPS_OF_A_CHAIN), ..ProptestConfig::default() })]

    #[test]
    fn invariants_should_hold_when_any_calls_and_blocks_follow_each_other(
        steps in vec(step(), STEPS_OF_A_CHAIN as usize),
    ) {
        run(|| {
            let issuance = Balances::total_issuance();
            charge_rejections();
            PROVERS[..2].iter().for_each(|prover| supply(*prover, 2, 6));
            let (mut ended, mut ledger) = (Vec::new(), Ledger::new());
            let mut check_all = || {
                check(issuance);
                ledger.follow(System::events());
                account_for(&events(), &mut ended);
                ended.len()
            };
            for step in &steps {
                take(step);
                check_all();
            }
            // In the end nothing is left of any request.
            if MarketTime::<Test>::get().paused_since.is_some() {
                set_paused(false);
            }
            go_to(System::block_number() + 200);
            assert_eq!(check_all() as u64, NextRequestId::<Test>::get());
            assert_eq!(crate::Calendar::<Test>::iter().count(), 0);
            assert_eq!(crate::Repricings::<Test>::iter().count(), 0);
            assert!(REQUESTERS.iter().all(|who| escrow(*who) == 0 && deposited(*who) == 0));
            assert!(REQUESTERS.iter().all(|who| griefing_deposit(*who) == 0));
        });
    }
}
