//! How a model refuses a step, and the journal of a run against it.

use std::{
	collections::{BTreeMap, VecDeque},
	fmt::Debug,
};

/// The reason for which a model refuses a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
	/// The pallet must refuse too.
	Sure(&'static str),
	/// The result depends on a planck of rounding, or on what the model does not know.
	Unsure,
}

/// A model's verdict on a step.
pub type Verdict<Outcome = ()> = Result<Outcome, Refusal>;

/// Refuses unless `condition`.
pub fn require(condition: bool, reason: &'static str) -> Verdict {
	condition.then_some(()).ok_or(Refusal::Sure(reason))
}

/// How often each kind of step was done and refused.
pub type Tally = BTreeMap<String, (u32, u32)>;

/// Steps that are shown where a comparison fails.
const SHOWN: usize = 30;

/// The last steps of a run, which it prints where the run fails, and the [`Tally`] of all.
pub struct Journal {
	chain: String,
	last: VecDeque<String>,
	/// How often each kind of step was done and refused.
	pub tally: Tally,
}

impl Journal {
	/// Begins the journal of a run on `chain`.
	pub fn new(chain: impl Debug) -> Self {
		Self { chain: format!("{chain:?}"), last: VecDeque::new(), tally: Tally::new() }
	}

	/// Notes a step that is about to run.
	pub fn begin(&mut self, step: String) {
		if self.last.len() == SHOWN {
			self.last.pop_front();
		}
		self.last.push_back(step);
	}

	/// Notes the result of the step, and counts it under `kind`.
	pub fn end<Outcome, Error: Debug>(&mut self, kind: &str, result: &Result<Outcome, Error>) {
		let outcome = match result {
			Ok(_) => "done".into(),
			Err(error) => format!("{error:?}"),
		};
		self.last.back_mut().expect("the step was noted").push_str(&format!(" → {outcome}"));
		let (done, refused) = self.tally.entry(kind.to_string()).or_default();
		match result {
			Ok(_) => *done += 1,
			Err(_) => *refused += 1,
		}
	}
}

impl Drop for Journal {
	fn drop(&mut self) {
		if std::thread::panicking() {
			eprintln!("the last steps, in a chain of {}:", self.chain);
			for step in &self.last {
				eprintln!("  {step}");
			}
		}
	}
}

/// The kind of a step: the name of its variant.
pub fn kind_of(step: &impl Debug) -> String {
	format!("{step:?}").split(' ').next().unwrap_or_default().to_string()
}
