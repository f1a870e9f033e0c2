//! The steps as calls.

use super::{actions::Step, auction::*};
use crate::{mock::integration::*, types::Expired};
use palisade_primitives::{Balance, Basis, SlashControl, ValidatorControl};
use palisade_staking::types::Amount;
use palisade_test_support::accesses::observe;
use sp_runtime::DispatchError;

fn basis(proven: bool) -> Basis {
	match proven {
		true => Basis::Proven,
		false => Basis::Alleged,
	}
}

/// Executes a step on the chain, or changes nothing. Returns the slashed amount.
pub fn execute(step: &Step) -> Result<Balance, DispatchError> {
	observe(benchmark_of(step), signer_of(step), || {
		frame_support::storage::with_storage_layer(|| call(step.clone()))
	})
}

/// The account that signs a step's call, if any.
fn signer_of(step: &Step) -> Option<AccountId> {
	match step {
		Step::Open { who, .. }
		| Step::Amend { who, .. }
		| Step::Close { who, .. }
		| Step::Offer { who, .. }
		| Step::Counter { who, .. }
		| Step::Accept { who, .. }
		| Step::Refuse { who, .. }
		| Step::Withdraw { who, .. }
		| Step::TakeBest { who, .. }
		| Step::Request { who, .. }
		| Step::WithdrawRequest { who, .. }
		| Step::Bid { who, .. }
		| Step::Commit { who, .. }
		| Step::Reveal { who, .. }
		| Step::Settle { who, .. }
		| Step::Exit { who, .. }
		| Step::End { who, .. }
		| Step::Renew { who, .. }
		| Step::AutoRenew { who, .. }
		| Step::Rate { who, .. }
		| Step::ClaimDeal { who, .. }
		| Step::ClaimCover { who, .. }
		| Step::ClaimExitCover { who, .. }
		| Step::Sell { who, .. }
		| Step::WithdrawSale { who, .. }
		| Step::Buy { who, .. }
		| Step::Clean { who, .. } => Some(*who),
		_ => None,
	}
}

/// The benchmarks of a step's call: see [`observe`]. `None` for a step that is no call of the market.
fn benchmark_of(step: &Step) -> Option<String> {
	let name = match step {
		Step::Open { .. } => "open_listing",
		Step::Amend { .. } => "amend_listing",
		Step::Close { .. } => "close_listing",
		Step::Offer { .. } => "make_offer|make_offer_at_terms",
		Step::Counter { .. } => "counter_offer",
		Step::Accept { .. } => "accept_offer",
		Step::Refuse { .. } => "refuse_offer",
		Step::Withdraw { .. } => "withdraw_offer",
		Step::TakeBest { .. } => "take_best",
		Step::Request { .. } => "open_request",
		Step::WithdrawRequest { .. } => "withdraw_request",
		Step::Bid { .. } => "bid",
		Step::Commit { .. } => "commit_bid",
		Step::Reveal { .. } => "reveal_bid",
		Step::Settle { .. } => "settle_request",
		Step::Exit { .. } => "exit_deal|exit_uncovered_deal",
		Step::End { .. } => "terminate_deal|exit_uncovered_deal",
		Step::Renew { .. } => "renew_deal",
		Step::AutoRenew { .. } => "set_automatic_renewal",
		Step::Rate { .. } => "rate_deal",
		Step::ClaimDeal { .. } => "claim_deal",
		Step::ClaimCover { .. } => "claim_cover",
		Step::ClaimExitCover { .. } => "claim_exit_cover",
		Step::Sell { .. } => "offer_for_sale",
		Step::WithdrawSale { .. } => "withdraw_sale",
		Step::Buy { .. } => "buy_position|buy_deal|buy_exits",
		Step::Clean { item, .. } => match item {
			Expired::Listing(_) => "reap_listing",
			Expired::Offer(_) => "reap_offer",
			Expired::Request(_) => "reap_request",
			Expired::Deal(_) => "reap_deal",
			Expired::Sale(_) => "reap_sale",
		},
		_ => return None,
	};
	Some(name.into())
}

fn call(step: Step) -> Result<Balance, DispatchError> {
	type Market = Marketplace;
	match step {
		Step::Open { who, terms } => Market::open_listing(signed(who), terms),
		Step::Amend { who, id, terms } => Market::amend_listing(signed(who), id, terms),
		Step::Close { who, id } => Market::close_listing(signed(who), id),
		Step::Offer { who, listing, version, amount, terms, expiry, despite } => {
			Market::make_offer(signed(who), listing, version, amount, terms, expiry, despite)
		},
		Step::Counter { who, offer, round, terms } => {
			Market::counter_offer(signed(who), offer, round, terms)
		},
		Step::Accept { who, offer, round } => Market::accept_offer(signed(who), offer, round),
		Step::Refuse { who, offer } => Market::refuse_offer(signed(who), offer),
		Step::Withdraw { who, offer } => Market::withdraw_offer(signed(who), offer),
		Step::TakeBest { who, amount, terms, requirements } => {
			Market::take_best(signed(who), amount, terms, requirements)
		},
		Step::Request { who, terms } => Market::open_request(signed(who), terms),
		Step::WithdrawRequest { who, request } => Market::withdraw_request(signed(who), request),
		Step::Bid { who, request, terms } => Market::bid(signed(who), request, terms),
		Step::Commit { who, request, terms } => {
			Market::commit_bid(signed(who), request, hidden(request, who, &terms))
		},
		Step::Reveal { who, request, terms } => {
			Market::reveal_bid(signed(who), request, terms, salt(who))
		},
		Step::Settle { who, request } => {
			Market::settle_request(signed(who), request).map(drop).map_err(|error| error.error)
		},
		Step::Exit { who, deal, maximum } => Market::exit_deal(signed(who), deal, maximum),
		Step::End { who, deal } => Market::terminate_deal(signed(who), deal),
		Step::Renew { who, deal, terms } => Market::renew_deal(signed(who), deal, terms),
		Step::AutoRenew { who, deal, renews } => {
			Market::set_automatic_renewal(signed(who), deal, renews)
		},
		Step::Rate { who, deal, rating } => Market::rate_deal(signed(who), deal, rating),
		Step::ClaimDeal { who, deal } => Market::claim_deal(signed(who), deal),
		Step::ClaimCover { who, deal } => Market::claim_cover(signed(who), deal),
		Step::ClaimExitCover { who, owner, listing, epoch } => {
			Market::claim_exit_cover(signed(who), owner, listing, epoch)
		},
		Step::Sell { who, asset, price, expiry, despite } => {
			Market::offer_for_sale(signed(who), asset, price, expiry, despite)
		},
		Step::WithdrawSale { who, sale } => Market::withdraw_sale(signed(who), sale),
		Step::Buy { who, sale, maximum, minimum, despite } => {
			Market::buy_position(signed(who), sale, maximum, minimum, despite)
				.map(drop)
				.map_err(|error| error.error)
		},
		Step::Clean { who, item } => Market::reap(signed(who), item),
		Step::Undelegate { who, validator, class, amount } => {
			Staking::undelegate(signed(who), validator, class, Amount::Exact(amount))
				.map(drop)
				.map_err(|error| error.error)
		},
		Step::WithdrawStake { who } => {
			Staking::withdraw(signed(who)).map(drop).map_err(|error| error.error)
		},
		Step::Slash { who, epoch, fraction } => {
			let loss = <Staking as SlashControl<_>>::slash(&who, epoch, fraction)?;
			return Ok(frame_support::traits::Imbalance::peek(&loss));
		},
		Step::Jail { who } => <Staking as ValidatorControl<_>>::jail(&who, now() + 2),
		Step::Unjail { who } => <Staking as ValidatorControl<_>>::unjail(&who),
		Step::Case { who, epoch, proven } => {
			<Staking as SlashControl<_>>::open_case(&who, epoch, basis(proven))
		},
		Step::CloseCase { who, epoch, proven } => {
			<Staking as SlashControl<_>>::close_case(&who, epoch, basis(proven))
		},
		Step::Score { who, score } => {
			Scores::mutate(|scores| scores.insert(who, score));
			Ok(())
		},
		Step::Gate { who } => {
			Refused::mutate(|refused| {
				if !refused.remove(&who) {
					refused.insert(who);
				}
			});
			Ok(())
		},
		Step::Blocks { number } => {
			run_to_block(System::block_number() + number);
			Marketplace::sweep(frame_support::weights::Weight::MAX);
			Ok(())
		},
		Step::Epoch => {
			next_epoch();
			Ok(())
		},
	}
	.map(|()| 0)
}
