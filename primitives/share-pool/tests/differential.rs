//! Random traces, compared with a model that loops over all holders.

mod ledger;
mod model;

use ledger::{Claim, Ledger, Terms, ACTORS, OPERATOR};
use model::{tolerance, whole, Model};
use palisade_test_support::dice::Numbers;
use proptest::prelude::*;
use sp_arithmetic::Perbill;

/// The maximum deviation from the fair result, in planck, that rounding causes per operation in a
/// holder's assets or rewards: the holder's own roundings and the gains from those of others.
const UNITS_PER_OPERATION: u128 = 2;

/// Steps of a long trace.
const STEPS: u32 = 10_000;

/// The size of the rewards and slashes in a trace.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weather {
	/// As on a chain: rewards far below the stake. Only here can the outcome be compared with the
	/// fair one: a reward of many times the stake multiplies a rounded planck as often.
	Calm,
	/// Rewards of many times the stake, larger amounts, and more slashes.
	Wild,
}

struct Trace {
	weather: Weather,
	numbers: Numbers,
	ledger: Ledger,
	following: Model,
	fair: Option<Model>,
	steps: u128,
}

impl Trace {
	fn new(weather: Weather, seed: u64) -> Self {
		Self {
			weather,
			numbers: Numbers(seed),
			ledger: Ledger::default(),
			following: Model::following(),
			fair: (weather == Weather::Calm).then(Model::fair),
			steps: 0,
		}
	}

	fn run(mut self, steps: u32) -> Self {
		for _ in 0..steps {
			self.step();
			self.compare();
		}
		let generations =
			[&self.ledger.pool.compounding, &self.ledger.pool.liquid.class].map(|of| of.generation);
		assert!(steps < STEPS || generations.iter().all(|count| *count > 0), "{generations:?}");
		self.ledger.drain();
		self.compare();
		// All holders have claimed: the rest is dust.
		let dust = self.ledger.totals.dust + self.ledger.pool.liquid.unclaimed;
		if self.weather == Weather::Calm {
			assert!(dust <= UNITS_PER_OPERATION * self.steps, "{dust}");
		}
		self
	}

	fn step(&mut self) {
		let numbers = &mut self.numbers;
		let most = match self.weather {
			Weather::Calm => 1_000_000_000_000_000_000,
			Weather::Wild => 1_000_000_000_000_000_000_000_000,
		};
		let who = (numbers.below(ACTORS as u128) as usize, Terms::ALL[numbers.below(3) as usize]);
		let (amount, odd, all) = (numbers.amount(most), numbers.next_bits(), numbers.below(3) == 0);
		let part = |held: u128| if all { held } else { 1 + odd % held };
		let ledger = &mut self.ledger;
		match numbers.below(100) {
			0..=17 => ledger.pend(who, amount),
			18..=25 => ledger.deposit(who, amount),
			26..=33 => ledger.redeem(who, part),
			34..=49 => ledger.leave(who, part),
			50..=64 => ledger.withdraw(who),
			65..=74 => ledger.claim(who),
			75..=79 => ledger.compound(),
			80..=82 => {
				let base = ledger.slashable();
				let rare = numbers.below(20);
				let most = match (self.weather, rare) {
					(_, 0) => base - base / 1_000_000,
					(Weather::Wild, 1) => base,
					(_, 1..=4) => numbers.below(base / 3 + 1),
					_ => numbers.below(base / 1_000 + 1),
				};
				ledger.slash(most);
			},
			_ => {
				let stake = ledger.pool.stake();
				let rewards: Vec<(u128, Perbill)> = (0..numbers.below(3))
					.map(|_| {
						let most = match self.weather {
							Weather::Calm => stake / 2_000,
							Weather::Wild => (stake * 3).min(most),
						};
						let commission = match numbers.below(8) {
							0 => Perbill::zero(),
							1 => Perbill::one(),
							_ => Perbill::from_parts(numbers.below(1_000_000_001) as u32),
						};
						(numbers.below(most + 1), commission)
					})
					.collect();
				ledger.end_epoch(&rewards);
			},
		}
		self.steps += 1;
	}

	fn compare(&mut self) {
		for effect in std::mem::take(&mut self.ledger.effects) {
			self.following.apply(&effect);
			self.fair.iter_mut().for_each(|model| model.apply(&effect));
		}
		let mut claims = Vec::new();
		for terms in Terms::ALL {
			for actor in 0..ACTORS {
				let claim = self.ledger.claim_of((actor, terms));
				self.compare_exactly((actor, terms), &claim);
				self.compare_fairly((actor, terms), &claim);
				claims.push(claim);
			}
		}
		self.ledger.check(&claims);
	}

	/// Never above the exact value of the shares, and below it by at most one unit per piece.
	fn compare_exactly(&self, who: ledger::Key, claim: &Claim) {
		let model = &self.following;
		let loss = model.assets_of(who) - whole(claim.assets);
		assert!(loss >= -tolerance(), "{who:?} could take out more than it has: {claim:?}");
		assert!(loss <= whole(claim.pieces.into()) + tolerance(), "{who:?} lost: {claim:?}");
		assert_eq!(model.received_by(who), whole(claim.received));

		let loss = model.rewards_of(who) - whole(claim.rewards);
		assert!(loss >= -tolerance(), "{who:?} earned more than its part: {claim:?}");
		let most = whole(claim.settles.into()) + model.blurred_of(who) + tolerance();
		assert!(loss <= most, "{who:?} earned less than its part: {claim:?}");
	}

	/// The deviation from the fair result is within the rounding of all operations so far.
	fn compare_fairly(&self, who: ledger::Key, claim: &Claim) {
		let Some(model) = &self.fair else { return };
		let most = whole(UNITS_PER_OPERATION * self.steps + 1);
		let fair = model.assets_of(who) + model.received_by(who);
		let other = fair - whole(claim.assets + claim.received);
		assert!(other.magnitude() <= most.magnitude(), "{who:?} is {} off", other >> model::BITS);
		let other = model.rewards_of(who) - whole(claim.rewards);
		assert!(other.magnitude() <= most.magnitude(), "{who:?} is {} off", other >> model::BITS);
		if who.0 == OPERATOR {
			let other = &model.operator - whole(self.ledger.totals.operator);
			assert!(other.magnitude() <= most.magnitude(), "{} off", other >> model::BITS);
		}
	}
}

#[test]
fn long_calm_traces_follow_the_model() {
	for seed in [1, 20_240_229] {
		Trace::new(Weather::Calm, seed).run(STEPS);
	}
}

#[test]
fn long_wild_traces_follow_the_model() {
	for seed in [3, 0xdead_beef] {
		Trace::new(Weather::Wild, seed).run(STEPS);
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

	#[test]
	fn short_traces_follow_the_model(seed: u64, calm: bool) {
		let weather = if calm { Weather::Calm } else { Weather::Wild };
		Trace::new(weather, seed).run(150);
	}
}
