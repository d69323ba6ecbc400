//! What accounts and governance can do. Each call hands over to the file of its topic.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod calls {
    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Places a request for a proof. It takes part in auctions from the start of the next block on.
        ///
        /// # Origin
        /// Signed: the requester.
        ///
        /// # Details
        /// Holds `max_fee` planck for the fee, a deposit of [`Config::DepositBase`] and
        /// [`Config::DepositPerByte`] for each byte of statement, input and later proof, and what the rejections of an
        /// unprovable request cost. A match releases what the fee turns out to be less than `max_fee`.
        ///
        /// # Parameters
        /// - `circuit`: what is to be proved.
        /// - `category`: where the request competes.
        /// - `statement`: for each public input of the circuit, the value that the proof must have, or free.
        /// - `input`: from what the witness is generated.
        /// - `max_fee`: planck, at least the circuit's proving units times the category's price floor.
        /// - `match_by`: last block in which the request may be matched.
        /// - `deadline`: last block in which the proof is of use, at least `match_by` plus the proving window.
        ///
        /// # Errors
        /// For a program of a zkVM [`Error::StatementNotOfProgram`], [`Error::PublicValuesNeeded`]; then
        /// [`Error::MarketPaused`], [`Error::UnknownCategory`], [`Error::UnknownCircuit`],
        /// [`Error::WrongProofSystem`], [`Error::CircuitTooLarge`], [`Error::StatementLength`], [`Error::StatementNotCanonical`],
        /// [`Error::FeeBelowFloor`], [`Error::MatchByPast`], [`Error::DeadlineTooEarly`], [`Error::DeadlineTooFar`],
        /// checked in this order; then the currency's own if the requester lacks the funds.
        ///
        /// # Events
        /// [`Event::Placed`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::place(Pallet::<T>::work_bytes(statement, input)))]
        #[allow(clippy::too_many_arguments)] // A call's arguments are what wallets show.
        pub fn place(
            origin: OriginFor<T>,
            circuit: CircuitId,
            category: CategoryId,
            statement: Statement,
            input: Input,
            max_fee: Balance,
            match_by: BlockNumberFor<T>,
            deadline: BlockNumberFor<T>,
        ) -> DispatchResult {
            let requester = ensure_signed(origin)?;
            let order = Order {
                circuit,
                category,
                statement,
                input,
                max_fee,
                match_by,
                deadline,
                repricing: None,
                admitted: Admitted::new(),
            };
            Self::do_place(requester, order)
        }

        /// Cancels an open request.
        ///
        /// # Origin
        /// Signed: the requester.
        ///
        /// # Details
        /// Releases the fee and the deposit. A request that was matched cannot be cancelled.
        ///
        /// # Parameters
        /// - `request`: which one.
        ///
        /// # Errors
        /// [`Error::UnknownRequest`], [`Error::NotRequester`], [`Error::NotOpen`].
        ///
        /// # Events
        /// [`Event::Cancelled`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::cancel())]
        pub fn cancel(origin: OriginFor<T>, #[pallet::compact] request: RequestId) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_cancel(who, request)
        }

        /// Sets a prover's standing offers, in place of those that it had.
        ///
        /// # Origin
        /// Signed: the prover or one of its worker keys.
        ///
        /// # Details
        /// An offer stands until it is replaced or the prover leaves: each clearing matches it with as many requests
        /// as there are free slots and free stake for. Jobs at work are not affected.
        ///
        /// # Parameters
        /// - `asks`: for each category served, the least that the prover wants, in planck per proving unit. None
        ///   removes the offers.
        ///
        /// # Errors
        /// [`Error::NotProver`], [`Error::MarketPaused`] unless offers are removed, [`Error::ZeroAsk`], [`Error::DuplicateAsk`], [`Error::ProverInactive`],
        /// [`Error::UnknownCategory`], [`Error::StakeTooLow`], [`Error::RecordTooShort`], [`Error::TooManyProvers`].
        ///
        /// # Events
        /// [`Event::OffersSet`], or [`Event::OffersRemoved`] if there were offers and are none now.
        #[pallet::call_index(2)]
        #[pallet::weight(Pallet::<T>::set_offers_weight(asks.len() as u32))]
        pub fn set_offers(origin: OriginFor<T>, asks: BoundedVec<Ask, T::MaxCategories>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_set_offers(who, asks)
        }

        /// Delivers the proof of a job, and is paid.
        ///
        /// # Origin
        /// Signed: the assigned prover or one of its worker keys.
        ///
        /// # Details
        /// Accepted up to and including the due block. The prover is paid its unit price times the proving units, less
        /// the protocol fee; its collateral is unlocked. The proof stays readable for the retention period. Free of
        /// charge when the proof is accepted, charged in full otherwise.
        ///
        /// # Parameters
        /// - `request`: which one.
        /// - `outputs`: values of the public inputs that the statement leaves free, in their order.
        /// - `proof`: in its canonical encoding.
        ///
        /// # Errors
        /// [`Error::UnknownRequest`], [`Error::NotAssigned`], [`Error::NotAssignedProver`], [`Error::PastDue`],
        /// [`Error::OutputCount`], [`Error::OutputNotCanonical`]; then the verifier's own if the proof is refused.
        ///
        /// # Events
        /// [`Event::Fulfilled`].
        #[pallet::call_index(3)]
        #[pallet::weight(Pallet::<T>::deliver_weight(MAX_PUBLIC_INPUTS, proof.len() as u32))]
        pub fn deliver(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
            outputs: PublicInputs,
            proof: ProofBytes,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let proof_len = proof.len() as u32; // Fits: proofs are bounded.
            let public_inputs = Self::do_deliver(who, request, outputs, proof)?;
            Ok((Some(Self::deliver_weight(public_inputs, proof_len)), Pays::No).into())
        }

        /// Creates a category.
        ///
        /// # Origin
        /// [`Config::AdminOrigin`].
        ///
        /// # Parameters
        /// - `id`: a new identifier.
        /// - `category`: its rules.
        /// - `reference_price`: what the first clearing starts from, in planck per proving unit.
        ///
        /// # Errors
        /// [`Error::CategoryExists`], [`Error::TooManyCategories`], [`Error::ZeroUnits`], [`Error::ZeroWindow`],
        /// [`Error::WindowTooLong`], [`Error::RejectionWindowTooLong`], [`Error::ZeroFloor`], [`Error::ReferencePriceBelowFloor`].
        ///
        /// # Events
        /// [`Event::CategoryCreated`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::create_category())]
        pub fn create_category(
            origin: OriginFor<T>,
            id: CategoryId,
            category: CategoryOf<T>,
            reference_price: Balance,
        ) -> DispatchResult {
            T::AdminOrigin::ensure_origin(origin)?;
            Self::store_new_category(id, &category, reference_price)
        }

        /// Changes the rules of a category.
        ///
        /// # Origin
        /// [`Config::AdminOrigin`].
        ///
        /// # Details
        /// Jobs at work keep the terms of their match. Open requests that do not fit the new rules are not matched; they
        /// can be cancelled, and are refunded when they expire. A reference price below a raised floor goes up to it.
        ///
        /// # Parameters
        /// - `id`: which one.
        /// - `category`: its new rules, of the same proof system.
        ///
        /// # Errors
        /// [`Error::UnknownCategory`], [`Error::ProofSystemFixed`], [`Error::ZeroUnits`], [`Error::ZeroWindow`],
        /// [`Error::WindowTooLong`], [`Error::RejectionWindowTooLong`], [`Error::ZeroFloor`].
        ///
        /// # Events
        /// [`Event::CategoryUpdated`], and [`Event::ReferencePriceMoved`] if the floor raised it.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::update_category())]
        pub fn update_category(
            origin: OriginFor<T>,
            id: CategoryId,
            category: CategoryOf<T>,
        ) -> DispatchResult {
            T::AdminOrigin::ensure_origin(origin)?;
            Self::store_category(id, &category)
        }

        /// Sets the market's parameters.
        ///
        /// # Origin
        /// [`Config::AdminOrigin`].
        ///
        /// # Parameters
        /// - `parameters`: all of them.
        ///
        /// # Errors
        /// [`Error::TooManyRestricted`], [`Error::ZeroRetention`], [`Error::RejectionsOutOfRange`].
        ///
        /// # Events
        /// [`Event::ParametersSet`].
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::set_parameters())]
        pub fn set_parameters(
            origin: OriginFor<T>,
            parameters: MarketParameters<BlockNumberFor<T>>,
        ) -> DispatchResult {
            T::AdminOrigin::ensure_origin(origin)?;
            Self::store_parameters(parameters)
        }

        /// Places several requests, or none if one is refused. Their bids may rise by themselves, and they may be for
        /// named provers only.
        ///
        /// # Origin
        /// Signed: the requester of all of them.
        ///
        /// # Details
        /// Each is placed as by [`Pallet::place`], in the order given. The bid of an order with `repricing` starts at
        /// `start` and rises by `step` every `every` blocks, at most 32 times, until it is `max_fee`, all of which is held
        /// from the start. A rise that has no room in its block comes later and makes up for those missed; a match
        /// ends them. An order with `admitted` provers goes to these only, at the reference price less 1 planck per unit,
        /// after the others.
        ///
        /// # Parameters
        /// - `orders`: at most 16.
        ///
        /// # Errors
        /// [`Error::EmptyBatch`]; for each order those of [`Pallet::place`], [`Error::RepricingStart`],
        /// [`Error::RepricingStep`], [`Error::TooManyRepricings`], [`Error::AdmittedTwice`].
        ///
        /// # Events
        /// [`Event::Placed`] for each.
        #[pallet::call_index(7)]
        #[pallet::weight(Pallet::<T>::place_batch_weight(orders))]
        pub fn place_batch(
            origin: OriginFor<T>,
            orders: BoundedVec<OrderOf<T>, ConstU32<MAX_BATCH>>,
        ) -> DispatchResult {
            let requester = ensure_signed(origin)?;
            Self::do_place_batch(requester, orders.into_iter())
        }

        /// Adds to the fee of an open request, and so to its bid.
        ///
        /// # Origin
        /// Signed: the requester.
        ///
        /// # Details
        /// Holds `amount` planck more. A bid that rises by itself is raised by as much, and so is what it rises to.
        ///
        /// # Parameters
        /// - `request`: which one.
        /// - `amount`: planck, above zero.
        ///
        /// # Errors
        /// [`Error::MarketPaused`], [`Error::UnknownRequest`], [`Error::NotRequester`], [`Error::NotOpen`],
        /// [`Error::ZeroTopUp`]; then the currency's own if the requester lacks the funds.
        ///
        /// # Events
        /// [`Event::ToppedUp`].
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::top_up())]
        pub fn top_up(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_top_up(who, request, amount)
        }

        /// Rejects a job that cannot be proved.
        ///
        /// # Origin
        /// Signed: the assigned prover or one of its worker keys.
        ///
        /// # Details
        /// Accepted up to and including the last block of the category's rejection window. Costs the signer the
        /// market's rejection fee; slot and collateral are freed. The request is auctioned again without the prover if
        /// time is left, and refunded if not; once as many provers have rejected it as the market asks for, it is
        /// over, and its requester pays back what that cost them.
        ///
        /// # Parameters
        /// - `request`: which one.
        /// - `reason`: what is wrong with it.
        ///
        /// # Errors
        /// [`Error::UnknownRequest`], [`Error::NotAssigned`], [`Error::NotAssignedProver`],
        /// [`Error::RejectionWindowPast`]; then the currency's own if the signer cannot spare the fee.
        ///
        /// # Events
        /// [`Event::Rejected`]; then [`Event::Reauctioned`], [`Event::Refunded`], or [`Event::RejecterPaid`] for each of
        /// them and [`Event::Unprovable`].
        #[pallet::call_index(9)]
        #[pallet::weight(Pallet::<T>::reject_weight())]
        pub fn reject(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
            reason: RejectionReason,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_reject(who, request, reason)
        }

        /// Pauses the market, or resumes it.
        ///
        /// # Origin
        /// [`Config::PauseOrigin`].
        ///
        /// # Details
        /// While the market is paused there are no new orders, top-ups and offers, and no clearings. Deliveries,
        /// rejections and cancellations go on. No deadline comes closer: all are shifted by the length of the pause.
        ///
        /// # Parameters
        /// - `paused`: whether it is to be paused.
        ///
        /// # Errors
        /// [`Error::AlreadyPaused`], [`Error::NotPaused`].
        ///
        /// # Events
        /// [`Event::Paused`] or [`Event::Resumed`].
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::set_paused())]
        pub fn set_paused(origin: OriginFor<T>, paused: bool) -> DispatchResult {
            T::PauseOrigin::ensure_origin(origin)?;
            Self::do_set_paused(paused)
        }

        /// Delivers the proofs of several jobs, which are verified together, and is paid for those that hold.
        ///
        /// # Origin
        /// Signed: the assigned prover of all of them, or one of its worker keys.
        ///
        /// # Details
        /// Each delivery ends by itself, in the order given: it is accepted and paid as by [`Pallet::deliver`], or refused with the
        /// error that [`Pallet::deliver`] would give, which changes nothing for its request and for the other deliveries.
        /// Proofs under one key cost a fraction of what they cost one by one; one that does not hold is searched for, at the
        /// sender's expense.
        ///
        /// Free of charge when all are accepted. As soon as one is refused, the fee is that of all that was computed for the batch.
        /// Before that the fee withheld, and the room needed in the block, are those of the worst batch of so many deliveries,
        /// circuits and public inputs, so that it pays to state the last two as low as they are.
        ///
        /// # Parameters
        /// - `deliveries`: at most [`Config::MaxDeliveries`], each for another request.
        /// - `circuits`: how many circuits they are of at most, each counted once.
        /// - `public_inputs`: how many public inputs the circuits of all deliveries have at most, fixed ones included.
        ///
        /// # Errors
        /// [`Error::EmptyBatch`]. Of single deliveries, in the event: those of [`Pallet::deliver`], [`Error::DeliveredTwice`],
        /// [`Error::MoreCircuitsThanDeclared`], [`Error::MoreInputsThanDeclared`].
        ///
        /// # Events
        /// [`Event::Fulfilled`] or [`Event::DeliveryRefused`] for each.
        #[pallet::call_index(11)]
        #[pallet::weight(Pallet::<T>::deliver_batch_weight(deliveries.iter().map(|delivery| delivery.proof.len()), *circuits, *public_inputs))]
        pub fn deliver_batch(
            origin: OriginFor<T>,
            deliveries: BoundedVec<Delivery, T::MaxDeliveries>,
            #[pallet::compact] circuits: u32,
            #[pallet::compact] public_inputs: u32,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let (refused, weight) = Self::do_deliver_batch(&who, deliveries, circuits, public_inputs)?;
            let pays = if refused == 0 { Pays::No } else { Pays::Yes };
            Ok((Some(weight), pays).into())
        }

        /// Places a request for a program of a zkVM, stating what it reveals instead of public inputs.
        ///
        /// # Origin
        /// Signed: the requester.
        ///
        /// # Details
        /// As by [`Pallet::place`], with the statement that program and public values give: that the program ran to its end and
        /// revealed just these. Without public values it may reveal anything, whose hash the prover fills in; for RISC Zero they
        /// must be given, since its public inputs do not name the program otherwise. The public values are not stored.
        ///
        /// # Parameters
        /// - `program`: the program's id among the circuits.
        /// - `category`, `input`, `max_fee`, `match_by`, `deadline`: as of [`Pallet::place`].
        /// - `public_values`: SP1's and Pico's public values, RISC Zero's journal; at most 4,096 bytes.
        ///
        /// # Errors
        /// [`Error::UnknownCircuit`], [`Error::NotAProgram`], [`Error::PublicValuesNeeded`]; then those of [`Pallet::place`].
        ///
        /// # Events
        /// [`Event::Placed`].
        #[pallet::call_index(12)]
        #[pallet::weight(Pallet::<T>::place_program_weight(public_values.as_ref().map_or(0, |values| values.len()), input))]
        #[allow(clippy::too_many_arguments)] // A call's arguments are what wallets show.
        pub fn place_program(
            origin: OriginFor<T>,
            program: CircuitId,
            category: CategoryId,
            public_values: Option<PublicValues>,
            input: Input,
            max_fee: Balance,
            match_by: BlockNumberFor<T>,
            deadline: BlockNumberFor<T>,
        ) -> DispatchResult {
            let requester = ensure_signed(origin)?;
            let order = Order {
                circuit: program,
                category,
                statement: Statement::new(),
                input,
                max_fee,
                match_by,
                deadline,
                repricing: None,
                admitted: Admitted::new(),
            };
            Self::do_place_program(
                requester,
                order,
                public_values.as_ref().map(|values| values.as_slice()),
            )
        }
    }
}
