//! A chain and its model.

mod ledger;

use super::*;
use crate::{intake::offence_id, panel::commitment, Event, Offences};
use frame_support::assert_ok;
use palisade_primitives::{
	Balance, Basis, Duty, ExposureInspect, OffenceIntake, OffenceReport, RewardClass,
	ValidatorInspect, ValidatorStatus,
};
use palisade_staking::types::Amount;
use palisade_test_support::{accesses::observe, dice::Dice, storage::state_root};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use std::collections::{BTreeMap, BTreeSet};

/// Validators 1 to 7 can be accused; stake moves to 8 and 9.
const ACCUSED: u64 = 7;
const REPORTERS: std::ops::Range<AccountId> = 50..53;
const DELEGATION: Balance = 500 * UNIT;
/// The precision of the model's stake: parts per planck.
const PARTS: u128 = 1_000_000;

/// The model's stage of an offence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
	Reported,
	Committing(u8),
	Revealing(u8),
	Governing,
	Decided(Perbill),
	Applied(Perbill),
	Dismissed,
}

#[derive(Clone, Debug)]
struct Case {
	validator: AccountId,
	kind: OffenceKind,
	epoch: EpochIndex,
	basis: Basis,
	reporter: Option<AccountId>,
	deposit: Balance,
	doublings: u32,
	bond: Option<Balance>,
	/// The amount held of the reporter and of the accused for panels, what panels were paid, and what
	/// the slash owes the reporter of it.
	fees: (Balance, Balance),
	paid: Balance,
	owed: Balance,
	withdrawn: bool,
	at: At,
	/// The epoch in which the window began, and its length in uninterrupted epochs.
	window: (EpochIndex, u32),
	due: EpochIndex,
	held: bool,
	ballots: BTreeMap<AccountId, Option<(Verdict, bool)>>,
	on_probation: bool,
	share: Perbill,
	reported: EpochIndex,
	/// The sentence of the kind, and the heaviest one that can be due.
	full: Sentence,
	sentence: Sentence,
	fraction: Perbill,
	rewarded: Balance,
}

/// How a case comes to its decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
	Judged,
	Lapsed,
	Unchallenged,
	Withdrawn,
}

/// The pay of a panel.
pub const FEE: Balance = 70 * UNIT;

impl Case {
	fn deadline(&self) -> EpochIndex {
		after(self.epoch, 26)
	}

	/// Enters a stage that lasts `lasts` epochs.
	fn enter(&mut self, at: At, epoch: EpochIndex, lasts: u32) {
		self.at = at;
		self.window = (epoch, lasts);
		self.wind();
	}

	/// Updates the end of the window.
	fn wind(&mut self) {
		let (since, lasts) = self.window;
		self.due = after(since, lasts).min(self.deadline());
	}

	fn is_open(&self) -> bool {
		!matches!(self.at, At::Decided(_) | At::Applied(_) | At::Dismissed)
	}

	/// Returns whether all of the penalty is due, or can still be.
	fn is_unreduced(&self) -> bool {
		let part = match self.at {
			At::Decided(part) | At::Applied(part) => part,
			At::Dismissed => Perbill::zero(),
			_ => Perbill::one(),
		};
		part == Perbill::one() && self.sentence == self.full
	}

	fn is_forgotten(&self, now: EpochIndex) -> bool {
		if self.is_withdrawn() {
			return now >= after(self.epoch, 9);
		}
		let mut last = self.deadline() + 1;
		if self.kind == OffenceKind::DoubleSign {
			last = last.max(after(self.epoch + MAX_CORRELATION_EPOCHS, 26));
		}
		matches!(self.at, At::Applied(_) | At::Dismissed) && now >= last
	}

	/// Returns whether it was withdrawn, so that it can be reported again.
	fn is_withdrawn(&self) -> bool {
		self.withdrawn && self.at == At::Dismissed
	}

	fn revealed(&self) -> Vec<(AccountId, Verdict)> {
		self.ballots
			.iter()
			.filter_map(|(member, ballot)| match ballot {
				Some((verdict, true)) => Some((*member, *verdict)),
				_ => None,
			})
			.collect()
	}
}

/// Returns the first epoch before which `epochs` uninterrupted epochs have passed since the
/// beginning of `epoch`.
fn after(epoch: EpochIndex, mut epochs: u32) -> EpochIndex {
	let interrupted = InterruptedEpochs::get();
	let mut end = epoch;
	while epochs > 0 {
		if !interrupted.contains(&(Duty::Judging, end)) {
			epochs -= 1;
		}
		end += 1;
	}
	end
}

/// A piece of an account's stake, in [`PARTS`] of a planck.
#[derive(Clone, Debug)]
struct Piece {
	owner: AccountId,
	validator: AccountId,
	parts: u128,
	/// The epoch in which the piece left the validator.
	left: Option<EpochIndex>,
	/// Whether the piece can no longer be slashed.
	is_safe: bool,
}

/// The number of successes and refusals of each step.
pub type LivenessWindow = BTreeMap<&'static str, (u32, u32)>;

pub struct World {
	cases: BTreeMap<OffenceId, Case>,
	money: BTreeMap<AccountId, Balance>,
	pieces: Vec<Piece>,
	/// The highest charge of each validator and epoch.
	slashed: BTreeMap<(AccountId, EpochIndex), Perbill>,
	/// The charges for the offences of each validator, kind and epoch.
	charged: BTreeMap<(AccountId, EpochIndex), Perbill>,
	probation: BTreeMap<AccountId, (EpochIndex, EpochIndex)>,
	burned: Balance,
	issuance: Balance,
	applied: BTreeSet<OffenceId>,
	slashes: u128,
	pub liveness: LivenessWindow,
}

fn chain() -> Chain {
	let chain = Chain::with_validators(9).accounts(REPORTERS);
	(1..=AccountId::from(ACCUSED)).fold(chain, |chain, who| {
		chain.delegation(100 + who, who, 500).delegation(200 + who, who, 500)
	})
}

fn exposed(validator: AccountId, epoch: EpochIndex) -> Option<(Balance, Balance)> {
	let all = Staking::exposures(epoch);
	let own = all.iter().find(|exposure| exposure.validator == validator)?.power;
	Some((own, all.iter().map(|exposure| exposure.power).sum()))
}

fn fraction_of(kind: OffenceKind) -> u64 {
	Penalties::get()[&kind].fraction.deconstruct().into()
}

/// The benchmark of a call: see [`observe`].
fn benchmark_of(what: &str) -> Option<String> {
	let name = match what {
		// Observed with its signer.
		"report" => return None,
		"commit" => "commit_ballot",
		"reveal" => "reveal_ballot",
		other => other,
	};
	Some(name.into())
}

impl World {
	pub fn run(equivocation: Sentence, test: impl FnOnce(&mut Self)) {
		Penalties::mutate(|all| {
			all.get_mut(&OffenceKind::DoubleSign).expect("it is there").sentence = equivocation;
		});
		// So that the staking pallet still accepts a report after an interruption.
		TheWindows::mutate(|windows| windows.report = 8);
		TheBondAmounts::mutate(|amounts| amounts.fee = FEE);
		chain().execute(|| {
			let holders = (1..=9).chain(REPORTERS).chain([TREASURY]);
			let piece = |owner, validator| Piece {
				owner,
				validator,
				parts: DELEGATION * PARTS,
				left: None,
				is_safe: false,
			};
			let mut world = Self {
				cases: BTreeMap::new(),
				money: holders.map(|who| (who, free(who))).collect(),
				pieces: (1..=AccountId::from(ACCUSED))
					.flat_map(|who| [piece(100 + who, who), piece(200 + who, who)])
					.collect(),
				slashed: BTreeMap::new(),
				charged: BTreeMap::new(),
				probation: BTreeMap::new(),
				burned: 0,
				issuance: Balances::total_issuance(),
				applied: BTreeSet::new(),
				slashes: 0,
				liveness: BTreeMap::new(),
			};
			test(&mut world);
			world.compare();
		});
	}

	fn note(&mut self, what: &'static str, done: bool) {
		let liveness = self.liveness.entry(what).or_default();
		match done {
			true => liveness.0 += 1,
			false => liveness.1 += 1,
		}
	}

	/// Dispatches `call`, which must succeed if `expected`, and otherwise change nothing.
	fn check(
		&mut self,
		what: &'static str,
		expected: bool,
		call: impl FnOnce() -> sp_runtime::DispatchResult,
	) -> bool {
		let before = (!expected).then(state_root);
		let outcome = observe(benchmark_of(what), None, call);
		assert_eq!(outcome.is_ok(), expected, "{what} in epoch {}: {outcome:?}", now());
		if let Some(before) = before {
			assert_eq!(state_root(), before, "{what} failed and changed something");
		}
		self.note(what, expected);
		expected
	}

	pub fn step(&mut self, roll: u64) {
		let mut dice = Dice(roll);
		match dice.below(44) {
			0 => self.equivocate(&mut dice),
			1 => self.downtime(&mut dice),
			2..=4 => self.report(&mut dice),
			5..=7 => self.dispute(&mut dice),
			8..=16 => self.commit(&mut dice),
			17..=25 => self.reveal(&mut dice),
			26 => self.rule(&mut dice),
			27 => self.next_block(),
			28..=30 => self.next_epoch(),
			31 | 32 => self.undelegate(&mut dice),
			33 | 34 => self.redelegate(&mut dice),
			35 | 36 => self.withdraw(&mut dice),
			37 | 38 => self.complete(&mut dice),
			39 => self.hold(&mut dice),
			40 => self.interrupt(),
			41 => self.withdraw_report(&mut dice),
			42 => self.add_evidence(&mut dice),
			_ => self.unjail(&mut dice),
		}
	}

	// Reports.

	fn can_open(&self, id: OffenceId, who: AccountId, epoch: EpochIndex, basis: Basis) -> bool {
		let known = self.cases.iter().filter(|(_, case)| case.validator == who);
		let known = known.filter(|(_, case)| !case.is_forgotten(now()));
		let known: Vec<_> =
			known.filter(|(other, case)| **other != id || !case.is_withdrawn()).collect();
		let alleged = || known.iter().filter(|(_, case)| case.basis == Basis::Alleged);
		let has_room = basis == Basis::Proven || alleged().count() < 32;
		!known.iter().any(|(other, _)| **other == id)
			&& epoch <= now()
			&& now() < after(epoch, 9)
			&& exposed(who, epoch).is_some()
			&& has_room
			&& known.len() < 80
	}

	/// Returns how often the deposit is doubled: once with every four remembered allegations, but
	/// for eight reporters without another.
	fn doublings(&self, reporter: AccountId, validator: AccountId) -> u32 {
		let alleged = self.cases.values().filter(|case| {
			case.validator == validator && case.basis == Basis::Alleged && !case.is_forgotten(now())
		});
		let (first, further): (Vec<_>, Vec<_>) = alleged.partition(|case| case.doublings == 0);
		let has_other = first.iter().chain(&further).any(|case| {
			let is_final = matches!(case.at, At::Applied(_) | At::Dismissed);
			case.reporter == Some(reporter) && (!is_final || case.withdrawn)
		});
		match has_other || first.len() >= 8 {
			true => (further.len() as u32 + 1).div_ceil(4),
			false => 0,
		}
	}

	fn open(&mut self, id: OffenceId, report: OffenceReport<AccountId>) {
		let OffenceReport { validator, kind, epoch, basis, reporter, .. } = report;
		let (elected, total) = exposed(validator, epoch).expect("it was active");
		let doublings = match (basis, reporter) {
			(Basis::Alleged, Some(reporter)) => self.doublings(reporter, validator),
			_ => 0,
		};
		let deposit = match basis {
			Basis::Proven => 0,
			Basis::Alleged => TheBondAmounts::get().report << doublings,
		};
		if let Some(reporter) = reporter {
			let fees = if deposit > 0 { 2 * FEE } else { 0 };
			*self.money.get_mut(&reporter).expect("it is known") -= deposit + fees;
		}
		let on_probation = self
			.probation
			.get(&validator)
			.is_some_and(|(from, until)| (*from..*until).contains(&epoch));
		let mut case = Case {
			validator,
			kind,
			epoch,
			basis,
			reporter,
			deposit,
			doublings,
			bond: None,
			at: At::Reported,
			window: (0, 0),
			due: 0,
			held: false,
			ballots: BTreeMap::new(),
			on_probation,
			share: Perbill::from_rational(elected, total),
			reported: now(),
			full: Penalties::get()[&kind].sentence,
			sentence: Penalties::get()[&kind].sentence,
			fraction: Perbill::zero(),
			rewarded: 0,
			fees: (if deposit > 0 { 2 * FEE } else { 0 }, 0),
			paid: 0,
			owed: 0,
			withdrawn: false,
		};
		case.enter(At::Reported, now(), 2);
		self.cases.insert(id, case);
	}

	fn epoch_before(dice: &mut Dice) -> EpochIndex {
		let most = if dice.one_in(4) { 13 } else { 3 };
		(now() + 1).saturating_sub(dice.below(most) as u32)
	}

	fn equivocate(&mut self, dice: &mut Dice) {
		let validator = 1 + AccountId::from(dice.below(ACCUSED));
		let epoch = Self::epoch_before(dice);
		let reporter = dice.one_in(2).then(|| 50 + dice.below(3) as u128);
		let evidence = proof(dice.below(5) as u32);
		let id = offence_id(&validator, epoch, OffenceKind::DoubleSign, evidence);
		// Three proofs of an epoch are judged at a time.
		let judged = self.cases.values().filter(|case| {
			(case.validator, case.kind, case.epoch) == (validator, OffenceKind::DoubleSign, epoch)
				&& !case.is_forgotten(now())
				&& case.is_unreduced()
		});
		let is_new = judged.count() < 3 && self.can_open(id, validator, epoch, Basis::Proven);
		let report = || Slashing::report_proof(validator, epoch, evidence, reporter);
		let _ = observe(Some("on_offence".into()), None, || report().then_some(()).ok_or(()));
		if is_new {
			let (kind, basis) = (OffenceKind::DoubleSign, Basis::Proven);
			self.open(id, OffenceReport { validator, kind, epoch, evidence, reporter, basis });
		}
		self.note("equivocate", is_new);
	}

	fn downtime(&mut self, dice: &mut Dice) {
		let validator = 1 + AccountId::from(dice.below(ACCUSED));
		let epoch = Self::epoch_before(dice);
		let kind = OffenceKind::Downtime;
		let evidence = H256::repeat_byte(7);
		let id = offence_id(&validator, epoch, kind, evidence);
		let is_new = self.can_open(id, validator, epoch, Basis::Proven);
		let basis = Basis::Proven;
		let report = OffenceReport { validator, kind, epoch, evidence, reporter: None, basis };
		let taken = <Slashing as OffenceIntake<_>>::report(report.clone());
		let is_known = Offences::<Test>::contains_key(id);
		assert_eq!(taken.is_ok(), is_known);
		if is_new {
			self.open(id, report);
		}
		self.note("downtime", is_new);
	}

	fn report(&mut self, dice: &mut Dice) {
		let validator = 1 + AccountId::from(dice.below(ACCUSED));
		let epoch = Self::epoch_before(dice);
		let kind = [OffenceKind::InvalidBlock, OffenceKind::Collusion, OffenceKind::Other];
		let kind = dice.pick(&kind).expect("there are some");
		let reporter = if dice.one_in(10) { validator } else { 50 + dice.below(3) as u128 };
		let text = Evidence::Inline(vec![dice.below(20) as u8]);
		let stored = Slashing::stored_evidence(text.clone()).expect("it is small");
		let evidence = H256(codec::Encode::using_encoded(&stored, blake2_256));
		let id = offence_id(&validator, epoch, kind, evidence);
		let doublings = self.doublings(reporter, validator);
		let price = (TheBondAmounts::get().report << doublings) + 2 * FEE;
		let most = if dice.one_in(10) { price - 1 } else { price };
		let can_pay = self.money[&reporter] >= price + UNIT / 1_000 && most == price;
		let expected = reporter != validator
			&& doublings <= 6
			&& self.can_open(id, validator, epoch, Basis::Alleged)
			&& can_pay;
		let call =
			|| Slashing::report_offence(signed(reporter), validator, kind, epoch, text, most);
		let call = || observe(Some("report_offence".into()), Some(reporter), call);
		if self.check("report", expected, call) {
			let (reporter, basis) = (Some(reporter), Basis::Alleged);
			self.open(id, OffenceReport { validator, kind, epoch, evidence, reporter, basis });
		}
	}

	// The parties.

	fn some_case(&self, dice: &mut Dice, wanted: impl Fn(&Case) -> bool) -> Option<OffenceId> {
		let wanted = |case: &Case| !case.is_forgotten(now()) && wanted(case);
		let of_all: Vec<_> =
			self.cases.iter().filter(|(_, case)| wanted(case)).map(|(id, _)| *id).collect();
		dice.pick(&of_all)
	}

	fn dispute(&mut self, dice: &mut Dice) {
		let any = dice.one_in(4);
		let wanted = |case: &Case| any || (case.at == At::Reported && case.bond.is_none());
		let Some(id) = self.some_case(dice, wanted) else { return };
		let case = self.cases[&id].clone();
		let who = if dice.one_in(10) { 9 } else { case.validator };
		let is_open = case.at == At::Reported && now() < case.due;
		let expected = who == case.validator && is_open && case.bond.is_none();
		let call = || Slashing::dispute(signed(who), id, Grounds::FactsDisputed, evidence("no"));
		if self.check("dispute", expected, call) {
			let bond = TheBondAmounts::get().dispute;
			let case = self.cases.get_mut(&id).expect("it is there");
			(case.bond, case.fees.1) = (Some(bond), 2 * FEE);
			*self.money.get_mut(&who).expect("it is known") -= bond + 2 * FEE;
		}
	}

	fn withdraw_report(&mut self, dice: &mut Dice) {
		let any = dice.one_in(3);
		let wanted = |case: &Case| any || (case.at == At::Reported && case.basis == Basis::Alleged);
		let Some(id) = self.some_case(dice, wanted) else { return };
		let case = self.cases[&id].clone();
		let who = if dice.one_in(8) { 9 } else { case.reporter.unwrap_or(9) };
		let is_its_own = case.basis == Basis::Alleged && case.reporter == Some(who);
		// Others have the next epoch to report instead.
		let leaves_time = now() + 1 < case.due && now() + 1 < after(case.epoch, 9);
		let expected = is_its_own && case.at == At::Reported && leaves_time;
		if self.check("withdraw_report", expected, || Slashing::withdraw_report(signed(who), id)) {
			let case = self.cases.get_mut(&id).expect("it is there");
			(case.withdrawn, case.sentence) = (true, Sentence::None);
			self.decide(id, Perbill::zero(), How::Withdrawn);
		}
	}

	fn add_evidence(&mut self, dice: &mut Dice) {
		let any = dice.one_in(3);
		let wanted = |case: &Case| any || case.at == At::Reported;
		let Some(id) = self.some_case(dice, wanted) else { return };
		let case = self.cases[&id].clone();
		let parties = [Some(case.validator), case.reporter, Some(9)];
		let who = dice.pick(&parties).flatten().unwrap_or(9);
		let added = crate::AddedEvidenceOf::<Test>::get(id).unwrap_or_default();
		let has_room = added.iter().filter(|added| added.by == who).count() < 4;
		let is_party = who == case.validator || case.reporter == Some(who);
		let expected = is_party && has_room && case.at == At::Reported;
		let call = || Slashing::add_evidence(signed(who), id, evidence("more"));
		self.check("add_evidence", expected, call);
	}

	fn some_verdict(dice: &mut Dice) -> Verdict {
		match dice.below(3) {
			0 => Verdict::Uphold,
			1 => Verdict::Cancel,
			_ => Verdict::Reduce {
				to: percent(1 + dice.below(99) as u32),
				sentence: dice
					.pick(&[Sentence::Ban, Sentence::Jail(1), Sentence::None])
					.expect("there are some"),
			},
		}
	}

	/// Returns a member with such a ballot, if there is one, or any member, or a stranger.
	fn some_member(
		dice: &mut Dice,
		case: &Case,
		wanted: impl Fn(&Option<(Verdict, bool)>) -> bool,
	) -> AccountId {
		let due = case.ballots.iter().filter(|(_, ballot)| wanted(ballot));
		let due: Vec<_> = due.map(|(who, _)| *who).collect();
		let all: Vec<_> = case.ballots.keys().copied().chain([case.validator]).collect();
		let due = if dice.one_in(8) { None } else { dice.pick(&due) };
		due.or_else(|| dice.pick(&all)).expect("there are some")
	}

	fn commit(&mut self, dice: &mut Dice) {
		let Some(id) = self.some_case(dice, |case| matches!(case.at, At::Committing(_))) else {
			return;
		};
		let case = &self.cases[&id];
		let is_due = |ballot: &Option<_>| ballot.is_none();
		let who = Self::some_member(dice, case, is_due);
		let verdict = Self::some_verdict(dice);
		let hash = commitment(id, &who, verdict, salt(who));
		let expected = case.ballots.get(&who) == Some(&None) && now() < case.due;
		if self.check("commit", expected, || Slashing::commit_ballot(signed(who), id, hash)) {
			let case = self.cases.get_mut(&id).expect("it is there");
			case.ballots.insert(who, Some((verdict, false)));
		}
	}

	fn reveal(&mut self, dice: &mut Dice) {
		let Some(id) = self.some_case(dice, |case| matches!(case.at, At::Revealing(_))) else {
			return;
		};
		let case = &self.cases[&id];
		let who = Self::some_member(dice, case, |ballot| matches!(ballot, Some((_, false))));
		let is_wrong = dice.one_in(10);
		let committed = case.ballots.get(&who).copied().flatten();
		let verdict = committed.map_or(Verdict::Uphold, |(verdict, _)| verdict);
		let secret = if is_wrong { [0; 32] } else { salt(who) };
		let is_due = matches!(committed, Some((_, false))) && now() < case.due;
		let call = || Slashing::reveal_ballot(signed(who), id, verdict, secret, None);
		if self.check("reveal", is_due && !is_wrong, call) {
			let case = self.cases.get_mut(&id).expect("it is there");
			case.ballots.insert(who, Some((verdict, true)));
		}
	}

	fn rule(&mut self, dice: &mut Dice) {
		let any = dice.one_in(3);
		let Some(id) = self.some_case(dice, |case| any || case.is_open()) else { return };
		let verdict = Self::some_verdict(dice);
		let expected = self.cases[&id].is_open();
		if self.check("rule", expected, || Slashing::rule(root(), id, verdict)) {
			let case = self.cases.get_mut(&id).expect("it is there");
			case.sentence = case.full.min(verdict.sentence());
			self.decide(id, verdict.part(), How::Judged);
		}
	}

	fn hold(&mut self, dice: &mut Dice) {
		let any = dice.one_in(4);
		let wanted = |case: &Case| any || (case.is_open() && !case.held);
		let Some(id) = self.some_case(dice, wanted) else { return };
		let case = self.cases[&id].clone();
		// The epochs that the following panels need, until one epoch before the deadline.
		let follows = match case.at {
			At::Reported => Some(4),
			At::Committing(1) => Some(3),
			At::Revealing(1) => Some(2),
			At::Committing(2) => Some(1),
			At::Revealing(2) => Some(0),
			_ => None,
		};
		let until = follows.map_or(0, |epochs| (case.due + 7).min(case.deadline() - 1 - epochs));
		let expected = case.is_open() && !case.held && until > case.due;
		if self.check("hold", expected, || Slashing::hold(signed(COMMITTEE), id)) {
			let case = self.cases.get_mut(&id).expect("it is there");
			case.held = true;
			case.window.1 += until - case.due;
			case.wind();
			assert_eq!(case.due, until);
		}
	}

	/// A brake keeps accounts from judging for a part of the epoch. Rare, because the staking
	/// pallet of these tests holds stake only a little longer because of it.
	fn interrupt(&mut self) {
		let done = InterruptedEpochs::get().last().is_none_or(|(_, epoch)| now() > epoch + 28);
		if done {
			interrupt(Duty::Judging);
			for case in self.cases.values_mut().filter(|case| case.is_open()) {
				case.wind();
			}
		}
		self.note("interrupt", done);
	}

	fn unjail(&mut self, dice: &mut Dice) {
		let who = 1 + AccountId::from(dice.below(ACCUSED));
		let record = validator_record(who);
		let must_answer = self.cases.values().any(|case| {
			case.validator == who
				&& case.basis == Basis::Proven
				&& !matches!(case.at, At::Applied(_) | At::Dismissed)
		});
		let before = state_root();
		match observe(Some("unjail".into()), None, || Slashing::unjail(signed(who))) {
			Ok(()) => {
				assert!(!must_answer);
				let jail = record.jail.expect("it was in jail");
				assert!(now() >= jail.until && !record.banned);
				self.probation.insert(who, (now(), now() + 8));
				self.note("unjail", true);
			},
			Err(_) => {
				assert_eq!(state_root(), before);
				self.note("unjail", false);
			},
		}
	}

	// Stake.

	/// Returns the piece of an account that is active behind its validator.
	fn active_piece(&mut self, owner: AccountId) -> Option<&mut Piece> {
		self.pieces.iter_mut().find(|piece| piece.owner == owner && piece.left.is_none())
	}

	fn leave(&mut self, dice: &mut Dice, goes_to: Option<AccountId>) -> Option<()> {
		let validator = 1 + AccountId::from(dice.below(ACCUSED));
		let owner = 200 + validator;
		// One exit at a time.
		if self
			.pieces
			.iter()
			.any(|piece| piece.owner == owner && piece.left.is_some() && !piece.is_safe)
		{
			return None;
		}
		let piece = self.active_piece(owner)?;
		let all = piece.parts / PARTS;
		let amount = match dice.one_in(3) {
			true => Amount::All,
			false => Amount::Exact(all / (2 + dice.below(8) as u128)),
		};
		let before = at_risk(owner, validator);
		let class = RewardClass::Compounding;
		let outcome = match goes_to {
			None => Staking::undelegate(signed(owner), validator, class, amount).map(|_| ()),
			Some(to) => {
				Staking::redelegate(signed(owner), validator, to, class, amount).map_err(Into::into)
			},
		};
		let name = if goes_to.is_some() { "redelegate" } else { "undelegate" };
		self.note(name, outcome.is_ok());
		outcome.ok()?;
		assert!(before.abs_diff(at_risk(owner, validator)) <= 2, "nothing was lost by leaving");
		let piece = self.active_piece(owner).expect("it was there");
		let parts = match amount {
			Amount::All => piece.parts,
			Amount::Exact(planck) => planck * PARTS,
		};
		piece.parts -= parts;
		let gone = Piece { parts, left: Some(now()), ..piece.clone() };
		self.pieces.push(gone);
		Some(())
	}

	fn undelegate(&mut self, dice: &mut Dice) {
		self.leave(dice, None);
	}

	fn redelegate(&mut self, dice: &mut Dice) {
		let to = 8 + dice.below(2) as u128;
		self.leave(dice, Some(to));
	}

	/// Marks the piece that `owner` has waited for as safe: every offence it is liable for must be
	/// decided.
	fn free_piece(&mut self, owner: AccountId, epochs: EpochIndex) {
		let waits =
			|piece: &&mut Piece| piece.owner == owner && piece.left.is_some() && !piece.is_safe;
		let piece = self.pieces.iter_mut().find(waits).expect("something has waited");
		let left = piece.left.expect("it has left");
		for case in self.cases.values().filter(|case| case.validator == piece.validator) {
			let is_decided = matches!(case.at, At::Applied(_) | At::Dismissed);
			assert!(
				is_decided || case.epoch > left + 1,
				"what left in {left} was paid in {} before this was decided: {case:?}",
				now()
			);
		}
		assert!(now() > left + epochs);
		piece.is_safe = true;
	}

	fn withdraw(&mut self, dice: &mut Dice) {
		let owner = 201 + AccountId::from(dice.below(ACCUSED));
		let before = free(owner);
		let done = Staking::withdraw(signed(owner)).is_ok() && free(owner) > before;
		if done {
			// Withdraws overdue redelegations as well, after the bonding period.
			self.free_piece(owner, 20);
		}
		self.note("withdraw", done);
	}

	fn complete(&mut self, dice: &mut Dice) {
		let validator = 1 + AccountId::from(dice.below(ACCUSED));
		let owner = 200 + validator;
		let to = 8 + dice.below(2) as u128;
		let done = Staking::complete_redelegation(signed(owner), validator, to).is_ok();
		if done {
			self.free_piece(owner, 11);
		}
		self.note("complete", done);
	}
}

/// Reports these offences, given by validator, epoch and whether proven, in an order that depends
/// on `order`. Returns the stake at risk and the bans of all accounts at the end.
pub fn report_all(offences: &[(AccountId, EpochIndex, bool)], order: u64) -> Vec<Balance> {
	let mut offences = offences.to_vec();
	let mut dice = Dice(order);
	for index in (1..offences.len()).rev() {
		offences.swap(index, dice.below(index as u64 + 1) as usize);
	}
	let mut left = Vec::new();
	let chain = (1..=8).fold(Chain::with_validators(8).account(50), |chain, who| {
		chain.delegation(100 + who, who, 500)
	});
	chain.execute(|| {
		run_to_epoch(2);
		// Liable for the first three epochs, as all stake is.
		assert_ok!(Staking::undelegate(signed(101), 1, RewardClass::Compounding, Amount::All));
		run_to_epoch(3);
		let mut open = Vec::new();
		for (who, epoch, is_proven) in offences {
			if now() < 11 && dice.one_in(2) {
				next_epoch();
			}
			match is_proven {
				true => equivocate(who, epoch, None),
				false => {
					let kind = OffenceKind::InvalidBlock;
					let report = Slashing::report_offence(
						signed(50),
						who,
						kind,
						epoch,
						evidence("it did"),
						u128::MAX,
					);
					assert_ok!(report);
					open = Slashing::open_offences(&who);
				},
			}
			for view in open.drain(..).filter(|view| view.offence.basis == Basis::Alleged) {
				assert_ok!(Slashing::rule(root(), view.id, Verdict::Uphold));
			}
		}
		run_to_epoch(20);
		left = (1..=8).flat_map(|who| [at_risk(who, who), at_risk(100 + who, who)]).collect();
		let status = |who| state(who) == palisade_staking::types::State::Banned;
		left.extend((1..=8).map(|who| Balance::from(status(who)) * UNIT));
	});
	left
}
