//! The distribution of slashes, deposits and bonds.
//!
//! A slash is distributed in this order: a capped part to the reporter, the panel's fee if there is
//! one (see below), a part of the rest burned, and the remainder to the treasury.
//!
//! The deposit of the reporter and the bond of the accused are returned in the proportion in which
//! a panel or governance found for them. With `part` of the penalty upheld,
//!
//! ```text
//! the reporter forfeits ⌊deposit × (1 − part)⌋, which the accused wins,
//! the accused forfeits  ⌊bond × part⌋, which the reporter wins.
//! ```
//!
//! One part of a forfeited amount goes to the winner, one part in equal shares to the panel members
//! who revealed their ballots, and the rest to the treasury. Both are returned in full if neither a
//! panel nor governance judged: an appeal eases the penalty without finding for a side.
//!
//! If an allegation was not disputed, the panel receives its part of `⌊deposit × part⌋` from the
//! slash, so that its pay does not depend on its verdict. A disputed proof has no reporter's
//! deposit: apart from fines, the panel is then paid only if the accused forfeits.
//!
//! Every part is rounded down. The remainder goes to the treasury, or back to the owner of the
//! deposit.

use crate::{panel::revealed, types::*, *};
use alloc::vec::Vec;
use frame_support::traits::{
	fungible::{Balanced, BalancedHold, MutateHold},
	tokens::{Fortitude, Precision, Preservation},
	Get, Imbalance, OnUnbalanced,
};
use palisade_primitives::{Balance, OffenceId};
use sp_arithmetic::{PerThing, Perbill};

/// Returns the amounts forfeited by the reporter and by the accused. Planck.
pub fn forfeits(deposit: Balance, bond: Balance, part: Perbill) -> (Balance, Balance) {
	(part.left_from_one().mul_floor(deposit), part.mul_floor(bond))
}

/// Returns the panel's part of a forfeited deposit: at most the part that the winner leaves.
fn panel_share(shares: &Distribution) -> Perbill {
	shares.panel.min(shares.winner.left_from_one())
}

impl<T: Config> Pallet<T> {
	/// Pays an account, or the treasury if that fails. Returns whether the account was paid.
	fn pay(who: &T::AccountId, credit: CreditOf<T>) -> bool {
		let amount = credit.peek();
		if amount == 0 {
			return true;
		}
		match T::Currency::resolve(who, credit) {
			Ok(()) => true,
			Err(credit) => {
				T::Treasury::on_unbalanced(credit);
				Self::deposit_event(Event::PaymentFailed { who: who.clone(), amount });
				false
			},
		}
	}

	/// Pays `members` equal shares. Returns the indivisible remainder.
	fn pay_members(id: OffenceId, members: &[T::AccountId], credit: CreditOf<T>) -> CreditOf<T> {
		let number = count(members.len());
		let each = credit.peek().checked_div(number.into()).unwrap_or_default();
		if each == 0 {
			return credit;
		}
		let mut left = credit;
		for member in members {
			let (paid, rest) = left.split(each);
			Self::pay(member, paid);
			left = rest;
		}
		Self::deposit_event(Event::PanelPaid { offence: id, members: number, each });
		left
	}

	/// Releases `held` except for `forfeited`. Returns the forfeited credit.
	fn settle_deposit(
		id: OffenceId,
		reason: HoldReason,
		who: &T::AccountId,
		held: Balance,
		forfeited: Balance,
	) -> CreditOf<T> {
		let reason = reason.into();
		let (credit, _) = T::Currency::slash(&reason, who, forfeited);
		let forfeited = credit.peek();
		let rest = held.saturating_sub(forfeited);
		// No other code releases or slashes funds held for this reason.
		let released = T::Currency::release(&reason, who, rest, Precision::BestEffort);
		let returned = released.unwrap_or_default();
		if returned < rest {
			log::error!(target: LOG_TARGET, "{who:?} got back {returned} of {rest}");
		}
		let who = who.clone();
		Self::deposit_event(Event::DepositSettled { offence: id, who, returned, forfeited });
		credit
	}

	/// Distributes a forfeited amount.
	fn distribute_forfeit(
		id: OffenceId,
		winner: Option<&T::AccountId>,
		members: &[T::AccountId],
		credit: CreditOf<T>,
	) {
		if credit.peek() == 0 {
			return;
		}
		let shares = T::Distribution::get();
		let to_winner = winner.map_or(0, |_| shares.winner.mul_floor(credit.peek()));
		let to_panel = panel_share(&shares).mul_floor(credit.peek());
		let (won, rest) = credit.split(to_winner);
		if let Some(winner) = winner {
			Self::pay(winner, won);
		} else {
			drop(won);
		}
		let (of_panel, rest) = rest.split(to_panel);
		let undivided = Self::pay_members(id, members, of_panel);
		T::Treasury::on_unbalanced(rest.merge(undivided));
	}

	/// Settles the deposit and the bond: returns both except for the forfeited amounts.
	pub(crate) fn settle_deposits(
		id: OffenceId,
		offence: &mut Offence<T::AccountId>,
		verdict: Verdict,
		authority: Authority,
	) {
		let is_judged = matches!(authority, Authority::Panel | Authority::Governance);
		let deposit = core::mem::take(&mut offence.deposit);
		// A zero bond still marks the offence as disputed.
		let is_disputed = offence.bond.is_some();
		let bond = offence.bond.as_mut().map(core::mem::take).unwrap_or_default();
		if is_judged && !is_disputed {
			let upheld = verdict.part().mul_floor(deposit);
			offence.fee = panel_share(&T::Distribution::get()).mul_floor(upheld);
		}
		let (by_reporter, by_accused) = match is_judged {
			true => forfeits(deposit, bond, verdict.part()),
			false => (0, 0),
		};
		let members = Self::voters(id);
		let accused = &offence.validator;
		let reporter = offence.reporter.as_ref();
		if let Some(reporter) = reporter.filter(|_| deposit > 0) {
			let forfeit =
				Self::settle_deposit(id, HoldReason::Report, reporter, deposit, by_reporter);
			Self::distribute_forfeit(id, Some(accused), &members, forfeit);
		}
		if bond > 0 {
			let forfeit = Self::settle_deposit(id, HoldReason::Dispute, accused, bond, by_accused);
			Self::distribute_forfeit(id, reporter, &members, forfeit);
		}
	}

	/// Returns the panel members that revealed their ballots.
	fn voters(id: OffenceId) -> Vec<T::AccountId> {
		let panel = Panels::<T>::get(id).unwrap_or_default();
		revealed(&panel).map(|(member, _)| member.clone()).collect()
	}

	/// Distributes a slash.
	pub(crate) fn distribute_loss(
		id: OffenceId,
		offence: &mut Offence<T::AccountId>,
		loss: CreditOf<T>,
	) {
		let amount = loss.peek();
		offence.slashed = offence.slashed.saturating_add(amount);
		let shares = T::Distribution::get();
		let most = shares.reporter_most.saturating_sub(offence.rewarded);
		let reward = match offence.reporter {
			Some(_) => shares.reporter.mul_floor(amount).min(most),
			None => 0,
		};
		let (rewarded, rest) = loss.split(reward);
		if let Some(reporter) = offence.reporter.clone().filter(|_| reward > 0) {
			offence.rewarded = offence.rewarded.saturating_add(reward);
			if Self::pay(&reporter, rewarded) {
				Self::deposit_event(Event::ReporterRewarded {
					offence: id,
					reporter,
					amount: reward,
				});
			}
		} else {
			drop(rewarded);
		}
		let (fee, rest) = rest.split(core::mem::take(&mut offence.fee));
		let undivided = Self::pay_members(id, &Self::voters(id), fee);
		let rest = rest.merge(undivided);
		let (burned, rest) = {
			let burned = shares.burned.mul_floor(rest.peek());
			rest.split(burned)
		};
		// Dropping the imbalance burns it.
		drop(burned);
		T::Treasury::on_unbalanced(rest);
	}

	/// Fines the panel members that did not reveal a ballot, in favour of those that did.
	pub(crate) fn fine_absent(id: OffenceId, panel: &Panel<T::AccountId>) {
		let fine = T::BondAmounts::get().fine;
		let mut fines = CreditOf::<T>::zero();
		for seat in panel {
			if matches!(seat.ballot, Ballot::Revealed(_)) {
				continue;
			}
			let paid = T::Currency::withdraw(
				&seat.member,
				fine,
				Precision::BestEffort,
				Preservation::Preserve,
				Fortitude::Polite,
			);
			let paid = paid.unwrap_or_else(|_| CreditOf::<T>::zero());
			Self::deposit_event(Event::MemberFined {
				offence: id,
				member: seat.member.clone(),
				amount: paid.peek(),
			});
			fines = fines.merge(paid);
		}
		let members: Vec<T::AccountId> =
			revealed(panel).map(|(member, _)| member.clone()).collect();
		let undivided = Self::pay_members(id, &members, fines);
		if undivided.peek() > 0 {
			T::Treasury::on_unbalanced(undivided);
		}
	}
}
