//! The model's offences, deposits and stake, and the comparison with the chain.

use super::*;

/// Returns the middle of the choices and `withheld` further ones, the lower of two.
fn middle<Choice: Ord + Copy>(choices: &[Choice], withheld: usize, further: Choice) -> Choice {
	let mut all = choices.to_vec();
	all.resize(choices.len() + withheld, further);
	all.sort();
	all.get(all.len().saturating_sub(1) / 2).copied().unwrap_or(further)
}

impl World {
	pub(super) fn next_block(&mut self) {
		next_block();
		self.go_on();
	}

	pub(super) fn next_epoch(&mut self) {
		let before = now();
		EndSession::set(true);
		next_block();
		// Due offences were serviced before the epoch ended.
		self.go_on_at(before);
		assert_eq!(now(), before + 1);
		self.next_block();
		self.note("epoch", true);
	}

	fn go_on(&mut self) {
		self.go_on_at(now());
	}

	fn go_on_at(&mut self, now: EpochIndex) {
		let ids: Vec<_> = self.cases.keys().copied().collect();
		for id in &ids {
			self.advance(*id, now);
		}
		self.follow(now);
		for (id, case) in &self.cases {
			match case.at {
				At::Decided(part) if part.is_zero() => panic!("it was not dismissed: {case:?}"),
				At::Decided(_) => {
					let due = offence(*id).due;
					assert!(self.waits(case) || due > now, "it was not applied: {case:?}");
				},
				// Stake can have been withdrawn since the deadline. Of several equivocations of an
				// epoch, only the gravest is raised by those of others.
				At::Applied(_) if now <= case.deadline() => {
					let of_epoch = self.convicted(case.validator, case.kind);
					let of_epoch = of_epoch.filter(|other| other.epoch == case.epoch);
					let gravest = of_epoch.clone().map(|case| case.fraction).max();
					let wanted = of_epoch.map(|case| self.assess(case).max(case.fraction)).max();
					assert_eq!(gravest, wanted, "{case:?}");
				},
				_ => {},
			}
		}
		self.compare();
	}

	/// Advances a case within an epoch, up to a decision.
	fn advance(&mut self, id: OffenceId, now: EpochIndex) {
		let case = self.cases[&id].clone();
		if case.is_forgotten(now) || case.due > now {
			return;
		}
		match case.at {
			At::Reported if case.basis == Basis::Proven && case.bond.is_none() => {
				self.decide(id, Perbill::one(), How::Unchallenged)
			},
			At::Reported => self.draw(id, 1, now),
			At::Committing(round) => {
				let case = self.cases.get_mut(&id).expect("it is there");
				case.enter(At::Revealing(round), now, 1);
			},
			At::Revealing(round) => {
				let ballots = case.revealed().into_iter().map(|(_, verdict)| verdict);
				let parts: Vec<_> = ballots.clone().map(Verdict::part).collect();
				let sentences: Vec<_> =
					ballots.map(|verdict| verdict.sentence().min(case.full)).collect();
				let withheld = case.ballots.values();
				let withheld = withheld.filter(|ballot| matches!(ballot, Some((_, false))));
				let withheld = withheld.count();
				// Whatever was withheld could have been all, or nothing.
				let is_open = withheld > 0
					&& (middle(&parts, withheld, Perbill::zero())
						!= middle(&parts, withheld, Perbill::one())
						|| middle(&sentences, withheld, Sentence::None)
							!= middle(&sentences, withheld, case.full));
				self.fine(&case);
				if parts.len() * 2 > case.ballots.len() && !is_open {
					let part = middle(&parts, 0, Perbill::zero());
					let sentence = middle(&sentences, 0, Sentence::None);
					let case = self.cases.get_mut(&id).expect("it is there");
					case.sentence = case.full.min(sentence);
					return self.decide(id, part, How::Judged);
				}
				self.note(if is_open { "withheld" } else { "no quorum" }, true);
				self.pay_panel(id);
				if round == 1 {
					self.draw(id, 2, now);
				} else {
					self.refer(id, now);
				}
			},
			At::Governing => {
				let part = match case.basis {
					Basis::Proven => Perbill::one(),
					Basis::Alleged => Perbill::zero(),
				};
				self.decide(id, part, How::Lapsed);
			},
			At::Decided(_) | At::Applied(_) | At::Dismissed => {},
		}
	}

	fn refer(&mut self, id: OffenceId, now: EpochIndex) {
		let case = self.cases.get_mut(&id).expect("it is there");
		// Until the deadline.
		case.enter(At::Governing, now, 100);
		case.ballots.clear();
	}

	/// Takes the members of a panel from the pallet.
	fn draw(&mut self, id: OffenceId, round: u8, now: EpochIndex) {
		let panel = crate::Panels::<Test>::get(id);
		let case = self.cases[&id].clone();
		let co_accused = self.co_accused(&case, now);
		let Some(panel) = panel else {
			let others = Staking::exposures(now).into_iter().filter(|exposure| {
				let record = validator_record(exposure.validator);
				exposure.validator != case.validator
					&& Staking::status(&exposure.validator) == Some(ValidatorStatus::Online)
					&& record.jail.is_none()
					&& !record.banned
					&& !co_accused.contains(&exposure.validator)
			});
			assert!(now + 2 >= case.deadline() || others.count() < 3, "there was a panel");
			return self.refer(id, now);
		};
		let most = if round == 1 { 7 } else { 15 };
		assert!(panel.len() % 2 == 1 && (3..=most).contains(&panel.len()));
		assert!(now + 2 < case.deadline());
		for seat in &panel {
			assert!(!co_accused.contains(&seat.member), "{seat:?} of {case:?}");
		}
		self.note("a co-accused does not judge", !co_accused.is_empty());
		let case = self.cases.get_mut(&id).expect("it is there");
		case.ballots = panel.iter().map(|seat| (seat.member, None)).collect();
		assert_eq!(case.ballots.len(), panel.len());
		assert!(!case.ballots.contains_key(&case.validator));
		assert!(!case.reporter.is_some_and(|who| case.ballots.contains_key(&who)));
		case.enter(At::Committing(round), now, 1);
	}

	// Balances.

	fn pay(&mut self, who: AccountId, amount: Balance) {
		*self.money.get_mut(&who).expect("it is known") += amount;
	}

	/// Returns the validators that do not judge a case in the set of the epoch, because they are
	/// accused of its kind and time.
	fn co_accused(&self, case: &Case, now: EpochIndex) -> BTreeSet<AccountId> {
		let alike = self.cases.values().filter(|other| {
			other.validator != case.validator
				&& other.kind == case.kind
				&& other.epoch.abs_diff(case.epoch) <= 2
				&& other.is_open()
		});
		let (proven, alleged): (Vec<_>, Vec<_>) =
			alike.partition(|other| other.basis == Basis::Proven);
		let alleged = alleged.into_iter().filter(|other| {
			other.reported < case.reported
				&& other.reporter != case.reporter
				&& other.reporter != Some(case.validator)
		});
		let alleged: BTreeSet<_> = alleged.map(|other| other.validator).collect();
		let set = Staking::exposures(now);
		let barred = || set.iter().filter(|exposure| alleged.contains(&exposure.validator));
		let power: Balance = barred().map(|exposure| exposure.power).sum();
		let total: Balance = set.iter().map(|exposure| exposure.power).sum();
		let are_few = barred().count() * 3 <= set.len() && power * 3 <= total;
		let barred = barred().map(|exposure| exposure.validator).filter(|_| are_few);
		barred.chain(proven.into_iter().map(|other| other.validator)).collect()
	}

	/// Pays the members who revealed, from the fees of the reporter or of an accused that disputes
	/// a proof.
	fn pay_panel(&mut self, id: OffenceId) {
		let case = self.cases[&id].clone();
		let members = case.revealed();
		let each = FEE.checked_div(case.ballots.len() as u128).unwrap_or_default();
		for (member, _) in &members {
			self.pay(*member, each);
		}
		let paid = each * members.len() as u128;
		let case = self.cases.get_mut(&id).expect("it is there");
		case.paid += paid;
		match case.basis {
			Basis::Alleged => case.fees.0 -= paid,
			Basis::Proven => case.fees.1 -= paid,
		}
	}

	fn fine(&mut self, case: &Case) {
		let fine = TheBondAmounts::get().fine;
		for (member, ballot) in &case.ballots {
			if !matches!(ballot, Some((_, true))) {
				*self.money.get_mut(member).expect("it is known") -= fine;
				self.pay(TREASURY, fine);
			}
		}
	}

	pub(super) fn decide(&mut self, id: OffenceId, part: Perbill, how: How) {
		self.pay_panel(id);
		let case = self.cases[&id].clone();
		let of =
			|held: Balance, part: Perbill| held * u128::from(part.deconstruct()) / 1_000_000_000;
		let is_judged = how == How::Judged;
		let rest = Perbill::from_parts(1_000_000_000 - part.deconstruct());
		let is_alleged = case.basis == Basis::Alleged;
		let owed = if is_judged && is_alleged { of(case.paid, part) } else { 0 };
		// 40 % to the winner.
		let mut settle =
			|who: AccountId, held: Balance, lost: Balance, winner: Option<AccountId>| {
				self.pay(who, held - lost);
				let won = winner.map_or(0, |_| lost * 4 / 10);
				if let Some(winner) = winner {
					self.pay(winner, won);
				}
				self.pay(TREASURY, lost - won);
			};
		if let Some(reporter) = case.reporter {
			let base = case.deposit >> case.doublings;
			let place = match how {
				How::Judged => of(case.deposit - base, rest),
				How::Withdrawn => case.deposit - base,
				How::Lapsed | How::Unchallenged => 0,
			};
			let (lost, winner) = match how {
				How::Judged => (of(case.deposit, rest) - place, Some(case.validator)),
				How::Withdrawn => (base / 10, case.bond.map(|_| case.validator)),
				How::Lapsed if is_alleged => (base / 10, None),
				How::Lapsed | How::Unchallenged => (0, None),
			};
			settle(reporter, place, place, None);
			settle(reporter, case.deposit - place + case.fees.0, lost, winner);
		}
		if let Some(bond) = case.bond {
			let lost = if is_judged { of(bond, part) } else { 0 };
			settle(case.validator, bond + case.fees.1 - owed, lost, case.reporter);
			if let Some(reporter) = case.reporter {
				self.pay(reporter, owed);
			}
		}
		let case = self.cases.get_mut(&id).expect("it is there");
		if case.bond.is_none() {
			case.owed = owed;
		}
		(case.deposit, case.bond, case.fees) = (0, case.bond.map(|_| 0), (0, 0));
		case.ballots.clear();
		case.at = At::Decided(part);
		case.due = 0;
	}

	/// Returns the applied cases of a validator and kind.
	fn convicted(
		&self,
		validator: AccountId,
		kind: OffenceKind,
	) -> impl Iterator<Item = &Case> + Clone {
		self.cases.values().filter(move |case| {
			(case.validator, case.kind) == (validator, kind) && matches!(case.at, At::Applied(_))
		})
	}

	/// Returns whether a case waits for an earlier one of its fault that is undecided.
	fn waits(&self, case: &Case) -> bool {
		self.cases.values().any(|other| {
			(other.validator, other.kind) == (case.validator, case.kind)
				&& (case.basis == Basis::Alleged || other.basis == Basis::Proven)
				&& (other.epoch + 1..=other.epoch + 2).contains(&case.epoch)
				&& match other.at {
					At::Applied(_) | At::Dismissed => false,
					At::Decided(_) => self.waits(other),
					_ => true,
				}
		})
	}

	/// Returns the number of repetitions that led to an offence of this epoch.
	fn repetitions(&self, case: &Case, epoch: EpochIndex) -> u32 {
		let earlier = self.convicted(case.validator, case.kind).filter(|earlier| {
			earlier.epoch + 2 < epoch
				&& earlier.reported < epoch
				&& case.epoch - earlier.epoch <= 100
		});
		earlier.map(|earlier| 1 + self.repetitions(case, earlier.epoch)).max().unwrap_or_default()
	}

	/// Returns what an applied offence costs now.
	fn assess(&self, case: &Case) -> Perbill {
		let At::Applied(part) = case.at else { panic!("{case:?} was not applied") };
		let mut base = fraction_of(case.kind);
		if case.kind == OffenceKind::DoubleSign {
			let mut shares = BTreeMap::<AccountId, u64>::new();
			for other in self.cases.values().filter(|other| matches!(other.at, At::Applied(_))) {
				if other.kind == case.kind && other.epoch.abs_diff(case.epoch) < 5 {
					let share = shares.entry(other.validator).or_default();
					*share = (*share).max(other.share.deconstruct().into());
				}
			}
			base = base.max((3 * shares.values().sum::<u64>()).min(1_000_000_000));
		}
		for _ in 0..self.repetitions(case, case.epoch) {
			base = (base * if case.on_probation { 4 } else { 2 }).min(1_000_000_000);
		}
		Perbill::from_parts((u64::from(part.deconstruct()) * base / 1_000_000_000) as u32)
	}

	/// Returns what the epoch of a case is charged in all, so that the charges of all convictions
	/// linked with it are as high as those of any choice of which no two are of one epoch or fault.
	fn charge(&self, case: &Case) -> Perbill {
		const ONE: u128 = 1_000_000_000_000_000_000;
		type Cost = ((OffenceKind, EpochIndex), Perbill);
		let excludes = |one: (OffenceKind, EpochIndex), other: (OffenceKind, EpochIndex)| {
			one.1 == other.1 || (one.0 == other.0 && one.1.abs_diff(other.1) <= 2)
		};
		let left = |of: u128, lost: Perbill| {
			of * (1_000_000_000 - u128::from(lost.deconstruct())) / 1_000_000_000
		};
		fn least(
			costs: &[Cost],
			excludes: &dyn Fn((OffenceKind, EpochIndex), (OffenceKind, EpochIndex)) -> bool,
			left: &dyn Fn(u128, Perbill) -> u128,
		) -> u128 {
			let Some(((own, cost), others)) = costs.split_last() else { return ONE };
			let free: Vec<_> =
				others.iter().copied().filter(|(other, _)| !excludes(*own, *other)).collect();
			let without = least(others, excludes, left);
			without.min(left(least(&free, excludes, left), *cost))
		}
		let mut costs = BTreeMap::<(OffenceKind, EpochIndex), Perbill>::new();
		for other in self.cases.values() {
			if other.validator == case.validator && matches!(other.at, At::Applied(_)) {
				let cost = costs.entry((other.kind, other.epoch)).or_default();
				*cost = (*cost).max(other.fraction);
			}
		}
		let mut linked = BTreeSet::from([(case.kind, case.epoch)]);
		while let Some(next) = costs.keys().find(|other| {
			!linked.contains(*other) && linked.iter().any(|one| excludes(*one, **other))
		}) {
			linked.insert(*next);
		}
		let costs: Vec<Cost> =
			costs.into_iter().filter(|(conviction, _)| linked.contains(conviction)).collect();
		let epochs: BTreeSet<_> = linked.iter().map(|(_, epoch)| *epoch).collect();
		let charged = |epoch| self.charged.get(&(case.validator, epoch)).copied();
		let own = charged(case.epoch).unwrap_or_default();
		let kept = epochs.into_iter().filter_map(charged).fold(ONE, left);
		let wanted = least(&costs, &excludes, &left);
		if wanted >= kept {
			return own;
		}
		let parts = left(ONE, own) * wanted / kept / 1_000_000_000;
		Perbill::from_parts(1_000_000_000 - parts as u32)
	}

	/// Applies or raises the penalty of a case.
	fn punish(&mut self, id: OffenceId, fraction: Perbill) {
		let case = self.cases[&id].clone();
		assert_eq!(self.assess(&case), fraction, "in epoch {}: {case:?}", now());
		self.cases.get_mut(&id).expect("it is there").fraction = fraction;
		let charge = self.charge(&self.cases[&id]);
		self.charged.insert((case.validator, case.epoch), charge);
		self.slash(case.validator, case.epoch, charge);
	}

	fn slash(&mut self, validator: AccountId, epoch: EpochIndex, fraction: Perbill) {
		let before = self.slashed.entry((validator, epoch)).or_default();
		if fraction <= *before {
			return;
		}
		let parts_left = |fraction: Perbill| 1_000_000_000 - u128::from(fraction.deconstruct());
		let (now, then) = (parts_left(fraction), parts_left(*before));
		*before = fraction;
		self.slashes += 1;
		for piece in &mut self.pieces {
			let is_liable = piece.left.is_none_or(|left| left + 1 >= epoch);
			if piece.validator == validator && is_liable && !piece.is_safe {
				piece.parts = piece.parts * now / then;
			}
		}
	}

	/// Follows what the pallet executed, in its order, and distributes the slashes to reporters and
	/// the treasury, or burns them.
	fn follow(&mut self, now: EpochIndex) {
		for event in take_events() {
			let is_first = matches!(event, Event::PenaltyApplied { .. });
			let (id, amount) = match event {
				Event::OffenceDismissed { offence, .. } => {
					let case = self.cases.get_mut(&offence).expect("it is known");
					assert_eq!(case.at, At::Decided(Perbill::zero()));
					case.at = At::Dismissed;
					continue;
				},
				Event::PenaltyApplied { offence, fraction, amount, .. } => {
					assert!(self.applied.insert(offence), "applied twice");
					let case = self.cases[&offence].clone();
					assert!(!self.waits(&case), "too early: {case:?}");
					let At::Decided(part) = case.at else { panic!("undecided: {case:?}") };
					assert!(!part.is_zero(), "not guilty: {case:?}");
					self.cases.get_mut(&offence).expect("it is known").at = At::Applied(part);
					self.punish(offence, fraction);
					(offence, amount)
				},
				Event::PenaltyRaised { offence, fraction, amount } => {
					assert!(now <= self.cases[&offence].deadline());
					self.punish(offence, fraction);
					(offence, amount)
				},
				Event::MemberSlashed { amount, .. } => {
					assert!(amount > 0);
					self.pay(TREASURY, amount);
					continue;
				},
				Event::SlashFailed { reason, .. } => panic!("a slash failed: {reason:?}"),
				Event::PaymentFailed { who, amount } => panic!("{who} did not get {amount}"),
				_ => continue,
			};
			let case = self.cases.get_mut(&id).expect("it is known");
			let shares = TheDistribution::get();
			let reward = case
				.reporter
				.map_or(0, |_| (amount / 10).min(shares.reporter_most - case.rewarded));
			case.rewarded += reward;
			if let Some(reporter) = case.reporter {
				self.pay(reporter, reward);
			}
			let case = self.cases.get_mut(&id).expect("it is known");
			let refund = case.owed.min(amount - reward);
			case.owed -= refund;
			// The accused pays what the slash did not cover.
			let fine = if is_first { std::mem::take(&mut case.owed) } else { 0 };
			let (reporter, validator) = (case.reporter, case.validator);
			if let Some(reporter) = reporter {
				self.pay(reporter, refund + fine);
				*self.money.get_mut(&validator).expect("it is known") -= fine;
			}
			let rest = amount - reward - refund;
			self.burned += rest / 2;
			self.pay(TREASURY, rest - rest / 2);
		}
	}

	pub(super) fn compare(&mut self) {
		for (id, case) in &self.cases {
			let Some(offence) = Offences::<Test>::get(id) else {
				assert!(case.is_forgotten(now()), "forgotten too early: {case:?}");
				continue;
			};
			let at = match offence.stage {
				Stage::Reported => At::Reported,
				Stage::Disputed { round, phase: Phase::Committing } => At::Committing(round),
				Stage::Disputed { round, phase: Phase::Revealing } => At::Revealing(round),
				Stage::Disputed { phase: Phase::Governing, .. } => At::Governing,
				Stage::Upheld => At::Decided(Perbill::one()),
				Stage::Reduced { to } => At::Decided(to),
				Stage::Cancelled => At::Decided(Perbill::zero()),
				Stage::Applied { part } => At::Applied(part),
				Stage::Dismissed => At::Dismissed,
			};
			assert_eq!(at, case.at, "in epoch {}: {case:?}", now());
			assert_eq!(offence.fraction, case.fraction, "in epoch {}: {case:?}", now());
			assert_eq!(offence.held, case.held);
			if case.is_open() {
				assert_eq!(Slashing::due_of(&offence), case.due, "in epoch {}: {case:?}", now());
			}
			if matches!(case.at, At::Applied(_)) {
				assert_eq!(offence.sentence, case.sentence, "{case:?}");
			}
			let is_guilty = matches!(case.at, At::Applied(_));
			assert_eq!(self.applied.contains(id), is_guilty, "{case:?}");
			assert!(is_guilty || offence.slashed == 0);
		}
		for who in 1..=AccountId::from(ACCUSED) {
			let is_banned = self.cases.values().any(|case| {
				case.validator == who
					&& matches!(case.at, At::Applied(_))
					&& case.sentence == Sentence::Ban
			});
			assert_eq!(validator_record(who).banned, is_banned, "whether {who} is banned");
		}
		for (who, money) in &self.money {
			assert_eq!(free(*who), *money, "what {who} owns");
		}
		for who in self.money.keys() {
			let deposits = self.cases.values().filter(|case| case.reporter == Some(*who));
			let bonds = self.cases.values().filter(|case| case.validator == *who);
			let wanted = deposits.map(|case| case.deposit + case.fees.0).sum::<Balance>()
				+ bonds.map(|case| case.bond.unwrap_or(0) + case.fees.1).sum::<Balance>();
			assert_eq!(held(*who), wanted, "the balance on hold of {who}");
		}
		assert_eq!(Balances::total_issuance() + self.burned, self.issuance);
		for owner in (1..=AccountId::from(ACCUSED)).flat_map(|who| [100 + who, 200 + who]) {
			let of_owner = self.pieces.iter().filter(|piece| piece.owner == owner);
			let wanted = of_owner.map(|piece| piece.parts).sum::<u128>() / PARTS;
			let staked: Balance = (1..=9).map(|validator| at_risk(owner, validator)).sum();
			let owned = staked + free(owner) - (WEALTH - DELEGATION);
			let tolerance = 4 + 2 * self.slashes + 2 * self.pieces.len() as u128;
			assert!(
				owned.abs_diff(wanted) <= tolerance,
				"{owner} has {owned} instead of {wanted} in epoch {}",
				now()
			);
		}
		crate::Pallet::<Test>::check_state().expect("the invariants hold");
	}
}
