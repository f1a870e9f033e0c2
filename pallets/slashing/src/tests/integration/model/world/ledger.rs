//! The model's offences, deposits and stake, and the comparison with the chain.

use super::*;

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
		// Decisions are executed, in any order.
		for id in &ids {
			let case = self.cases.get_mut(id).expect("it is there");
			if let At::Decided(part) = case.at {
				case.at = if part.is_zero() { At::Dismissed } else { At::Applied(part) };
			}
		}
		self.slash_all(now);
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
				self.decide(id, Perbill::one(), false)
			},
			At::Reported => self.draw(id, 1, now),
			At::Committing(round) => {
				let case = self.cases.get_mut(&id).expect("it is there");
				case.enter(At::Revealing(round), now, 1);
			},
			At::Revealing(round) => {
				self.fine(&case);
				let mut parts: Vec<_> =
					case.revealed().into_iter().map(|(_, verdict)| verdict.part()).collect();
				parts.sort();
				if parts.len() * 2 > case.ballots.len() {
					// The middle ballot, or the lower of the two in the middle.
					let better_for_accused = parts[(parts.len() - 1) / 2];
					self.decide(id, better_for_accused, true);
				} else if round == 1 {
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
				self.decide(id, part, false);
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
		let case = self.cases.get_mut(&id).expect("it is there");
		let Some(panel) = panel else {
			let others = Staking::exposures(now).into_iter().filter(|exposure| {
				let record = validator_record(exposure.validator);
				exposure.validator != case.validator && record.jail.is_none() && !record.banned
			});
			assert!(now + 2 >= case.deadline() || others.count() < 3, "there was a panel");
			return self.refer(id, now);
		};
		let most = if round == 1 { 7 } else { 15 };
		assert!(panel.len() % 2 == 1 && (3..=most).contains(&panel.len()));
		assert!(now + 2 < case.deadline());
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

	/// Pays the members who revealed; returns the remainder.
	fn pay_panel(&mut self, case: &Case, amount: Balance) -> Balance {
		let members = case.revealed();
		let each = amount.checked_div(members.len() as u128).unwrap_or_default();
		for (member, _) in &members {
			self.pay(*member, each);
		}
		amount - each * members.len() as u128
	}

	fn fine(&mut self, case: &Case) {
		let fine = TheBondAmounts::get().fine;
		let mut fines = 0;
		for (member, ballot) in &case.ballots {
			if !matches!(ballot, Some((_, true))) {
				*self.money.get_mut(member).expect("it is known") -= fine;
				fines += fine;
			}
		}
		let left = self.pay_panel(case, fines);
		self.pay(TREASURY, left);
	}

	pub(super) fn decide(&mut self, id: OffenceId, part: Perbill, is_judged: bool) {
		let case = self.cases[&id].clone();
		// 40 % to the winner, 40 % to the panel.
		let mut settle =
			|who: AccountId, held: Balance, lost: Balance, winner: Option<AccountId>| {
				self.pay(who, held - lost);
				let to_winner = winner.map_or(0, |winner| {
					let won = lost * 4 / 10;
					self.pay(winner, won);
					won
				});
				let to_panel = lost * 4 / 10;
				let left = self.pay_panel(&case, to_panel);
				self.pay(TREASURY, lost - to_winner - to_panel + left);
			};
		let parts = u128::from(part.deconstruct());
		let of =
			|held: Balance, parts: u128| if is_judged { held * parts / 1_000_000_000 } else { 0 };
		if let Some(reporter) = case.reporter {
			let lost = of(case.deposit, 1_000_000_000 - parts);
			settle(reporter, case.deposit, lost, Some(case.validator));
		}
		if let Some(bond) = case.bond {
			settle(case.validator, bond, of(bond, parts), case.reporter);
		}
		let judges = case.revealed().into_iter().map(|(member, _)| member).collect();
		let case = self.cases.get_mut(&id).expect("it is there");
		if case.bond.is_none() {
			case.fee = of(case.deposit, parts) * 4 / 10;
			case.judges = judges;
		}
		(case.deposit, case.bond) = (0, case.bond.map(|_| 0));
		case.ballots.clear();
		case.at = At::Decided(part);
		case.due = 0;
	}

	/// Slashes what all applied offences cost now.
	fn slash_all(&mut self, now: EpochIndex) {
		let guilty: Vec<(OffenceId, Case, Perbill)> = self
			.cases
			.iter()
			.filter_map(|(id, case)| match case.at {
				At::Applied(part) => Some((*id, case.clone(), part)),
				_ => None,
			})
			.collect();
		for (id, case, part) in &guilty {
			if now > case.deadline() {
				continue;
			}
			let mut base = fraction_of(case.kind);
			if case.kind == OffenceKind::DoubleSign {
				let mut shares = BTreeMap::<AccountId, u64>::new();
				for (_, other, _) in &guilty {
					if other.kind == case.kind && other.epoch.abs_diff(case.epoch) < 5 {
						let share = shares.entry(other.validator).or_default();
						*share = (*share).max(other.share.deconstruct().into());
					}
				}
				base = base.max((3 * shares.values().sum::<u64>()).min(1_000_000_000));
			}
			let earlier: BTreeSet<_> = guilty
				.iter()
				.filter(|(_, other, _)| {
					other.validator == case.validator
						&& other.kind == case.kind
						&& other.epoch + 2 <= case.epoch
						&& case.epoch - other.epoch <= 100
				})
				.map(|(_, other, _)| other.epoch)
				.collect();
			for _ in 0..earlier.len() {
				base = (base * if case.on_probation { 4 } else { 2 }).min(1_000_000_000);
			}
			let fraction = u64::from(part.deconstruct()) * base / 1_000_000_000;
			let fraction = Perbill::from_parts(fraction as u32);
			let raised = &mut self.cases.get_mut(id).expect("it is there").fraction;
			*raised = (*raised).max(fraction);
			self.slash(case.validator, case.epoch, fraction);
		}
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

	/// Distributes the slashes since the last call to reporters and the treasury, or burns them.
	fn distribute(&mut self) {
		for event in take_events() {
			let (id, amount) = match event {
				Event::PenaltyApplied { offence, amount, .. } => {
					assert!(self.applied.insert(offence), "applied twice");
					(offence, amount)
				},
				Event::PenaltyRaised { offence, amount, .. } => (offence, amount),
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
			let fee = std::mem::take(&mut case.fee).min(amount - reward);
			let judges = std::mem::take(&mut case.judges);
			let each = fee.checked_div(judges.len() as u128).unwrap_or_default();
			for judge in &judges {
				self.pay(*judge, each);
			}
			let rest = amount - reward - each * judges.len() as u128;
			self.burned += rest / 2;
			self.pay(TREASURY, rest - rest / 2);
		}
	}

	pub(super) fn compare(&mut self) {
		self.distribute();
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
			let is_guilty = matches!(case.at, At::Applied(_));
			assert_eq!(self.applied.contains(id), is_guilty, "{case:?}");
			assert!(is_guilty || offence.slashed == 0);
		}
		for (who, money) in &self.money {
			assert_eq!(free(*who), *money, "what {who} owns");
		}
		for who in self.money.keys() {
			let deposits = self.cases.values().filter(|case| case.reporter == Some(*who));
			let bonds = self.cases.values().filter(|case| case.validator == *who);
			let wanted = deposits.map(|case| case.deposit).sum::<Balance>()
				+ bonds.filter_map(|case| case.bond).sum::<Balance>();
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
