//! The model of cover and exits.

use super::{
	exact::*,
	market::{Deal, Listing, *},
	stake::*,
};
use crate::{mock::integration::*, types::*, *};
use palisade_primitives::{Balance, DealId, EpochIndex, RewardClass};
use sp_arithmetic::Perbill;
use std::collections::BTreeSet;

impl Model {
	/// A slash: all liable stake loses its part, and each listing pays for the losses of its deals
	/// and exits, as far as its cover lasts.
	pub fn slash(
		&mut self,
		validator: AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
		now: EpochIndex,
		done: &Done,
	) {
		let loss = whole(done.taken);
		self.issuance -= done.taken;
		let before = self.stake.clone();
		if done.taken == 0 {
			return;
		}
		let base = self.stake.slash(validator, epoch, fraction, done.taken);
		// Exits of the epoch before were part of the exposure at the election. Exits that could
		// have been withdrawn are not covered.
		let since = self.stake.validators[&validator].held_since(now).max(epoch.saturating_sub(1));
		let listings: Vec<_> = self
			.listings
			.iter()
			.filter(|(_, listing)| listing.validator == validator)
			.map(|(id, _)| *id)
			.collect();
		for id in listings {
			let of_deals = self.running(id).filter_map(|(deal, _)| {
				let piece = before.find_deal(*deal);
				(piece.at != At::Waiting).then(|| scaled(&piece.value, &loss, &base))
			});
			let of_leavers = self
				.cohorts
				.iter()
				.filter(|((listing, left, _), _)| *listing == id && *left >= since)
				.map(|(_, leaver)| scaled(&leaver.value, &loss, &base));
			let lost: Exact = of_deals.chain(of_leavers).sum();
			let listing = self.listings.get_mut(&id).expect("it is there");
			// The pallet rounds the value of the deals, and of each epoch's exits. The planck in
			// which prices count loses its part as well, and earlier rounding errors shrink by that
			// part.
			let epochs = self.cohorts.keys().filter(|(listing, ..)| *listing == id);
			let epochs: BTreeSet<_> = epochs.map(|(_, epoch, _)| epoch).collect();
			let pools = 2 + 2 * epochs.len() as Balance;
			let slack = 1 + pools + floor(&scaled(&whole(listing.rounded), &loss, &base));
			listing.rounded += pools;
			let Some(payout) = listing.pay_cover(id, &lost, slack, done) else { continue };
			if lost == zero() {
				continue;
			}
			for (deal, record) in &mut self.deals {
				if record.listing != id || record.finished.is_some() {
					continue;
				}
				let piece = before.find_deal(*deal);
				if piece.at != At::Waiting {
					let of_deal = scaled(&piece.value, &loss, &base);
					record.claim.pay(of_deal, &payout, &lost);
				}
			}
			for ((listing, left, _), leaver) in &mut self.cohorts {
				if *listing == id && *left >= since {
					let of_leaver = scaled(&leaver.value, &loss, &base);
					leaver.value -= &of_leaver;
					leaver.claim.pay(of_leaver, &payout, &lost);
				}
			}
		}
	}

	/// Ends a deal. `fee` is the amount that its owner pays after that, out of its rewards if need
	/// be.
	pub fn finish(&mut self, id: DealId, fee: Balance, now: EpochIndex, done: &Done) -> Verdict {
		let deal = self.deals[&id].clone();
		require(self.stake.find_deal(id).at == At::Active, "not active yet")?;
		if done.failed {
			let full = palisade_staking::Error::<Test>::TooManyExits;
			let piece = self.stake.find_deal(id);
			let own = whole(self.money[&piece.owner]) + piece.due();
			let is_poor = own < whole(fee + EXISTENCE + piece.reward_slack());
			let is_expected = done.error == Some(full.into()) || is_poor;
			assert!(is_expected, "nothing else keeps a deal from ending: {:?}", done.error);
			return Err(Refusal::Unsure);
		}
		let Deal { owner, validator, listing, amount, .. } = deal;
		let at = self.stake.leaving(validator, now);

		let listing = self.listings.get_mut(&listing).expect("it has deals");
		listing.rounded += 1;
		let claim = deal.claim.clone();
		let is_owed = claim.due() >= whole(claim.slack + 2);
		let is_unsure = !is_owed && claim.due() + whole(claim.slack) >= whole(1);
		let left = Deals::<Test>::get(id);
		let occupies = match listing.cover > 0 || is_owed {
			false if is_unsure => left.as_ref().is_some_and(|deal| deal.occupies),
			occupies => occupies,
		};
		if !occupies {
			listing.filled -= amount;
		}
		let counts = amount >= TheRules::get().rated_amount
			&& now - deal.opened >= TheRules::get().rated_epochs;
		assert_eq!(left.is_some(), counts || occupies, "record of a closed deal");
		if left.is_none() {
			self.earn(owner, TheDeposits::get().offer);
		}

		// The rest is the last reward until now.
		let paid = done.free[&owner] + fee - self.money[&owner];
		self.earn(owner, paid);
		self.spend(owner, fee, done)?;
		self.earn(validator, fee);
		let piece = self.stake.deal(id);
		ensure_close("the rewards of a deal", paid, &piece.due(), piece.reward_slack());
		let value = piece.value.clone();
		// A later reward is that of the last epoch.
		(piece.earned, piece.paid, piece.settled, piece.epochs) = (zero(), 0, 0, 0);
		(piece.at, piece.deal) = (at, None);
		*self.arrivals.entry((owner, validator, now)).or_default() += 1;
		piece.rounded += 1;
		self.stake.note_move_at_once(validator, RewardClass::Liquid);
		if occupies {
			let key = (deal.listing, now, owner);
			let leaver = self.cohorts.entry(key).or_default();
			leaver.value += value;
			leaver.claim.add(claim);
			leaver.claim.slack += 1;
		}
		let record = self.deals.get_mut(&id).expect("it is there");
		(record.finished, record.occupies, record.proposal) = (Some(now), occupies, None);
		record.claim = Claim::default();
		if left.is_none() {
			self.deals.remove(&id);
		}
		Ok(())
	}

	pub fn claim_cover(&mut self, id: DealId, done: &Done) -> Verdict {
		let deal = self.deals.get(&id).ok_or(Refusal::Sure("no deal"))?;
		require(deal.finished.is_none(), "it has ended")?;
		let (owner, due, slack) = (deal.owner, deal.claim.due(), deal.claim.slack);
		require(due >= whole(1) || due + whole(slack) >= whole(1), "nothing is owed")?;
		if done.failed {
			// A claim of an owed payout is never refused.
			let due = self.deals[&id].claim.due();
			assert!(due <= whole(slack + 1), "{} is owed and not paid", show(&due));
			return Err(Refusal::Unsure);
		}
		let paid = self.paid(owner, done);
		self.earn(owner, paid);
		let deal = self.deals.get_mut(&id).expect("it is there");
		deal.claim.take("payouts owed to a deal", paid);
		self.listings.get_mut(&deal.listing).expect("it has deals").held -= paid;
		Ok(())
	}

	/// Pays the payouts owed for exits, and removes their record once they are no longer liable.
	pub fn pay_leaver(
		&mut self,
		listing: ListingId,
		epoch: EpochIndex,
		owner: AccountId,
		now: EpochIndex,
		done: &Done,
	) {
		let key = (listing, epoch, owner);
		if !self.cohorts.contains_key(&key) || done.failed {
			return;
		}
		let paid = done.events.iter().filter_map(|event| match event {
			Event::CoverClaimed { listing: id, who, amount } if (*id, *who) == (listing, owner) => {
				Some(*amount)
			},
			_ => None,
		});
		let paid = paid.sum();
		self.earn(owner, paid);
		self.listings.get_mut(&listing).expect("it is used").held -= paid;
		let leaver = self.cohorts.get_mut(&key).expect("as before");
		leaver.claim.take("payouts owed to exits", paid);
		let slack = leaver.claim.slack;
		let listing = self.listings.get_mut(&listing).expect("it is used");
		if epoch >= self.stake.validators[&listing.validator].held_since(now) {
			return;
		}
		self.cohorts.remove(&key);
		let mut others = self.cohorts.keys().filter(|(id, left, _)| (*id, *left) == (key.0, epoch));
		if others.next().is_none() {
			// Rounding remainders become cover again.
			let cover = Listings::<Test>::get(key.0).expect("it is used").cover;
			assert!(cover >= listing.cover && cover <= listing.cover + slack + 8);
			listing.cover = cover;
		}
	}

	pub fn claim_exit_cover(
		&mut self,
		owner: AccountId,
		listing: ListingId,
		epoch: EpochIndex,
		now: EpochIndex,
		done: &Done,
	) -> Verdict {
		let record = self.listings.get(&listing).ok_or(Refusal::Sure("no listing"))?;
		let since = self.stake.validators[&record.validator].held_since(now);
		let leaver = self.cohorts.get(&(listing, epoch, owner));
		let Claim { slack, .. } = &leaver.ok_or(Refusal::Sure("nothing has left"))?.claim;
		let (due, slack) = (leaver.map(|leaver| leaver.claim.due()).unwrap_or_default(), *slack);
		if epoch >= since {
			require(due + whole(slack) >= whole(1), "nothing is owed")?;
		}
		if done.failed {
			let due = self.cohorts[&(listing, epoch, owner)].claim.due();
			assert!(epoch >= since, "an ended cohort was not removed");
			assert!(due <= whole(slack + 1), "{} is owed and not paid", show(&due));
			return Err(Refusal::Unsure);
		}
		self.pay_leaver(listing, epoch, owner, now, done);
		Ok(())
	}

	/// Moves the value of `exit` out of its owner's position, or all if too little would be left.
	pub fn undelegate(&mut self, mut exit: Piece, now: EpochIndex, done: &Done) -> Verdict {
		let Piece { owner: who, validator, class, value: ref amount, .. } = exit;
		let position = self.stake.position(who, validator, class);
		let value = position.ok_or(Refusal::Unsure)?.value.clone();
		done.require_ok()?;
		assert!(*amount <= &value + whole(2), "more has left than there was");
		let is_all = &value - amount < whole(MINIMUM);
		let leaves = if is_all { value.clone() } else { amount.clone() };
		let at = self.stake.leaving(validator, now);
		let position = self.stake.position_mut(who, validator, class);
		position.settled += 1;
		position.rounded += 1;
		position.value -= &leaves;
		let Piece { rounded, epochs, moves, .. } = *position;
		(exit.value, exit.at) = (leaves, at);
		(exit.rounded, exit.epochs, exit.moves) = (rounded, epochs, moves);
		self.stake.pieces.push(exit);
		self.stake.note_move_at_once(validator, class);
		Ok(())
	}

	pub fn withdraw_stake(&mut self, who: AccountId, now: EpochIndex, done: &Done) -> Verdict {
		let exits = self.stake.withdraw(who, now);
		require(!exits.is_empty(), "nothing to withdraw")?;
		assert!(!done.failed, "due exits can be withdrawn");
		let paid = self.paid(who, done);
		self.earn(who, paid);
		let due: Exact = exits.iter().map(|exit| &exit.value + &exit.earned).sum();
		let slack = exits.iter().map(|exit| exit.value_slack() + exit.reward_slack()).sum();
		ensure_close("withdrawn exits", paid, &due, slack);
		Ok(())
	}
}

impl Listing {
	/// Pays the cover for the loss `lost`, as an event says. Returns the exact payout.
	fn pay_cover(
		&mut self,
		id: ListingId,
		lost: &Exact,
		slack: Balance,
		done: &Done,
	) -> Option<Exact> {
		let event = done.find(|event| match event {
			Event::CoverPaid { listing, lost, paid, left } if *listing == id => {
				Some((*lost, *paid, *left))
			},
			_ => None,
		});
		let Some((all, paid, left)) = event else {
			assert!(*lost <= whole(slack), "nothing was paid for {}", show(lost));
			return None;
		};
		ensure_close("loss of the deals of a listing", all, lost, slack);
		let payout = lost.clone().min(whole(self.cover));
		ensure_close("payout of the cover", paid, &payout, slack);
		assert!(paid <= all && left == self.cover - paid, "the cover has what it did not pay");
		self.cover = left;
		self.version += 1;
		Some(payout)
	}
}

impl Claim {
	/// Assigns a part of a cover's payout for a loss: to two planck, for the part of its pool and
	/// for its own.
	fn pay(&mut self, lost: Exact, payout: &Exact, of_all: &Exact) {
		self.owed += scaled(payout, &lost, of_all);
		self.lost += lost;
		self.slack += 2;
	}
}
